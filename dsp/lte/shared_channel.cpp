// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/shared_channel.h"

#include <algorithm>
#include <stdexcept>

#include "dsp/fec/crc.h"
#include "dsp/lte/control.h"
#include "dsp/lte/scrambling.h"

namespace boresight::dsp::lte {

namespace {

constexpr std::size_t columns = 32;
constexpr std::size_t crc_bits = 24;
constexpr float sure = 1e3F;  // soft bit of a filler

// TS 36.212 table 5.1.4-1: bit-reversed order.
constexpr std::size_t column_of(std::size_t i) {
    std::size_t reversed = 0;
    for (std::size_t bit = 0; bit < 5; ++bit) reversed |= (i >> bit & 1U) << (4 - bit);
    return reversed;
}

}  // namespace

std::vector<float> shared_channel_bits(const SoftSubframe& received, const CarrierShape& shape, int subframe,
                                       int control_symbols, const Grant& grant) {
    std::vector<float> soft;
    const int per_slot = symbols_per_slot(shape.cp);
    for (int l = control_symbols; l < shape.symbols(); ++l) {
        std::vector<int> blocks = grant.resource_blocks[static_cast<std::size_t>(l / per_slot)];
        std::sort(blocks.begin(), blocks.end());
        for (const int block : blocks)
            for (int k = subcarriers_per_rb * block; k < subcarriers_per_rb * (block + 1); ++k)
                if (!holds_reference(shape, l, k) && !holds_broadcast(shape, subframe, l, k))
                    soft.insert(soft.end(), received.bits(l, k).begin(), received.bits(l, k).end());
    }
    std::vector<std::uint8_t> sequence(soft.size());
    const std::uint32_t c_init =
        (si_rnti << 14) + static_cast<std::uint32_t>(subframe) * 512 + static_cast<std::uint32_t>(shape.pci);
    gold_sequence(c_init, 0, sequence);
    for (std::size_t i = 0; i < soft.size(); ++i)
        if (sequence[i] != 0) soft[i] = -soft[i];
    return soft;
}

SoftBlock::SoftBlock(int transport_block_bits) : transport_block_bits_(transport_block_bits) {
    const std::size_t wanted = static_cast<std::size_t>(transport_block_bits) + crc_bits;
    const auto size = fec::turbo_size_for(wanted);
    if (!size) throw std::invalid_argument("SoftBlock: longer than a block of system information");
    coded_bits_ = *size;
    fillers_ = coded_bits_ - wanted;
    const std::size_t length = coded_bits_ + fec::turbo_tail;
    for (auto& stream : soft_) stream.assign(length, 0.0F);
    rows_ = (length + columns - 1) / columns;
    const std::size_t padded = rows_ * columns, dummies = padded - length;
    circle_.resize(3 * padded);
    for (std::size_t k = 0; k < padded; ++k) {
        const std::size_t by_column = columns * (k % rows_) + column_of(k / rows_);
        const std::size_t third = (by_column + 1) % padded;
        const auto place = [&](std::uint8_t stream, std::size_t at) -> std::optional<Place> {
            if (at < dummies || (stream < 2 && at - dummies < fillers_)) return std::nullopt;
            return Place{stream, static_cast<std::uint16_t>(at - dummies)};
        };
        circle_[k] = place(0, by_column);
        circle_[padded + 2 * k] = place(1, by_column);
        circle_[padded + 2 * k + 1] = place(2, third);
    }
    for (std::size_t i = 0; i < fillers_; ++i) soft_[0][i] = soft_[1][i] = sure;
}

void SoftBlock::add(std::span<const float> bits, int redundancy_version) {
    const std::size_t eighths = (circle_.size() + 8 * rows_ - 1) / (8 * rows_);
    std::size_t at = rows_ * (2 * eighths * static_cast<std::size_t>(redundancy_version) + 2);
    for (const float bit : bits) {
        while (!circle_[at % circle_.size()]) ++at;
        const Place place = *circle_[at++ % circle_.size()];
        soft_[place.stream][place.index] += bit;
    }
}

std::optional<std::vector<std::uint8_t>> SoftBlock::decode(fec::TurboDecoder& decoder) const {
    const auto good = [this](std::span<const std::uint8_t> bits) {
        const auto whole = bits.subspan(fillers_);
        return std::any_of(whole.begin(), whole.end(), [](std::uint8_t bit) { return bit != 0; }) &&
               fec::parity(fec::crc24a, whole) == 0;
    };
    const auto bits = decoder.decode(soft_, good);
    if (!bits) return std::nullopt;
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(transport_block_bits_) / 8);
    for (std::size_t i = 0; i < 8 * bytes.size(); ++i)
        bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] << 1 | (*bits)[fillers_ + i]);
    return bytes;
}

}  // namespace boresight::dsp::lte
