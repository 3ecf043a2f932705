// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/bch.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/fec/agreement.h"
#include "dsp/fec/crc.h"

namespace boresight::dsp::umts {

namespace {

constexpr std::size_t crc_bits = 16;
constexpr std::size_t coded_bits = fec::terminated_coded_bits(bch_bits + crc_bits);
static_assert(coded_bits == 2 * bch_frame_bits);

// The logarithm of how many of all blocks chance would bring to such an agreement. Noise gives some -3 +- 3 to the best
// of them; blocks at 1 dB Eb/N0, where two of three are read, -49 +- 11.
constexpr double most_by_chance = -20;

using Checked = std::array<std::uint8_t, bch_bits + crc_bits>;

// The parity bits are attached last first. 4.2.1.2
Checked with_crc(const BchBits& bits) {
    Checked out{};
    std::copy(bits.begin(), bits.end(), out.begin());
    const std::uint32_t parity = fec::parity(fec::crc16, bits);
    for (std::size_t i = 0; i < crc_bits; ++i) out[bch_bits + i] = (parity >> i) & 1U;
    return out;
}

// Where in the code word each bit of the two frames comes from: every other bit goes to the second frame (4.2.5), and
// each frame is written into 30 columns by rows and read by columns in this order (4.2.11, Table 7).
std::array<std::array<std::uint16_t, bch_frame_bits>, 2> make_origin() {
    constexpr std::size_t columns = 30, rows = bch_frame_bits / columns;
    constexpr std::array<std::size_t, columns> order{0, 20, 10, 5, 15, 25, 3,  13, 23, 8,  18, 28, 1,  11, 21,
                                                     6, 16, 26, 4, 14, 24, 19, 9,  29, 12, 2,  7,  22, 27, 17};
    std::array<std::array<std::uint16_t, bch_frame_bits>, 2> origin{};
    for (std::size_t frame = 0; frame < 2; ++frame)
        for (std::size_t column = 0; column < columns; ++column)
            for (std::size_t row = 0; row < rows; ++row)
                origin[frame][column * rows + row] =
                    static_cast<std::uint16_t>(2 * (row * columns + order[column]) + frame);
    return origin;
}

const std::array<std::array<std::uint16_t, bch_frame_bits>, 2>& origin() {
    static const auto table = make_origin();
    return table;
}

std::array<std::uint8_t, coded_bits> coded(const BchBits& bits) {
    std::array<std::uint8_t, coded_bits> out{};
    fec::encode_terminated(with_crc(bits), out);
    return out;
}

}  // namespace

int BchBlock::sfn() const {
    int half = 0;
    for (std::size_t i = 0; i < 11; ++i) half = 2 * half + bits[i];
    return 2 * half;
}

std::array<BchFrame, 2> bch_frames(const BchBits& bits) {
    const auto word = coded(bits);
    std::array<BchFrame, 2> frames{};
    for (std::size_t frame = 0; frame < 2; ++frame)
        for (std::size_t i = 0; i < bch_frame_bits; ++i) frames[frame][i] = word[origin()[frame][i]];
    return frames;
}

std::optional<BchBlock> BchDecoder::decode(const SoftFrame& first, const SoftFrame& second) {
    std::array<float, coded_bits> soft{};
    double magnitude = 0;
    for (std::size_t i = 0; i < bch_frame_bits; ++i) {
        soft[origin()[0][i]] = first[i];
        soft[origin()[1][i]] = second[i];
        magnitude += std::abs(first[i]) + std::abs(second[i]);
    }
    Checked bits{};
    const float metric = decoder_.decode(soft, bits);
    BchBlock block;
    std::copy_n(bits.begin(), bch_bits, block.bits.begin());
    if (with_crc(block.bits) != bits || !(magnitude > 0)) return std::nullopt;
    if (fec::log_chance(soft, metric) + bch_bits * std::numbers::ln2 > most_by_chance) return std::nullopt;
    block.agreement = 0.5 * (1 + metric / magnitude);
    return block;
}

}  // namespace boresight::dsp::umts
