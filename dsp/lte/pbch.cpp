// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/pbch.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "dsp/fec/agreement.h"
#include "dsp/fec/convolutional.h"
#include "dsp/fec/crc.h"
#include "dsp/lte/rate_matching.h"
#include "dsp/lte/scrambling.h"
#include "dsp/lte/sfn_steps.h"

namespace boresight::dsp::lte {
namespace {

constexpr int mib_bits = 24;
constexpr std::size_t message_bits = 40;  // with the CRC
constexpr std::size_t coded_bits = 3 * message_bits;
constexpr int tti_frames = 4;
constexpr std::array<int, 3> port_counts = {1, 2, 4};
constexpr std::array<std::uint32_t, 3> crc_masks = {0x0000, 0xFFFF, 0x5555};  // TS 36.212 table 5.3.1.1-1

// So few expected by noise that no other hypothesis needs to be looked at.
const double log_certain = std::log(1e-20);
// Hypotheses in the order in which cells choose them.
constexpr std::array<std::size_t, 3> usual_order = {1, 0, 2};

using Combined = std::array<float, coded_bits>;

std::size_t frame_bits(CyclicPrefix cp) {
    return cp == CyclicPrefix::normal ? pbch_bits_normal : pbch_bits_extended;
}

std::uint32_t mib_parity(std::uint32_t bits) {
    std::array<std::uint8_t, mib_bits> message{};
    for (int i = 0; i < mib_bits; ++i) message[static_cast<std::size_t>(i)] = (bits >> (mib_bits - 1 - i)) & 1U;
    return fec::parity(fec::crc16, message);
}

std::array<std::uint8_t, coded_bits> encode_message(std::uint32_t bits, std::uint32_t crc) {
    const std::uint64_t message = static_cast<std::uint64_t>(bits) << 16 | crc;
    std::array<std::uint8_t, message_bits> first_to_last{};
    for (std::size_t i = 0; i < message_bits; ++i) first_to_last[i] = (message >> (message_bits - 1 - i)) & 1U;
    std::array<std::uint8_t, coded_bits> coded{};
    fec::encode_tail_biting(first_to_last, coded);
    return coded;
}

// How many MIBs are as unusual as this one, and its kind's share of the allowed wrong ones.
struct Kind {
    double log_mibs;
    double share;
};

Kind kind_of(int spare_bits) {
    constexpr double fields = 6 * 8 * 256;     // bandwidths, PHICH configurations, frame numbers
    constexpr int later_releases = 0x3F << 4;  // the spare bits that Release 13 and 15 gave a meaning
    if (spare_bits == 0) return {std::log(fields), 0.5};
    if ((spare_bits & ~later_releases) == 0) return {std::log(fields * 63), 0.25};
    return {std::log(fields * (1024 - 64)), 0.25};
}

}  // namespace

std::vector<std::uint8_t> encode_pbch(std::uint32_t bits, int ports, int pci, CyclicPrefix cp) {
    const auto* const found = std::find(port_counts.begin(), port_counts.end(), ports);
    if (found == port_counts.end()) throw std::invalid_argument("encode_pbch: ports must be 1, 2 or 4");
    const std::uint32_t mask = crc_masks[static_cast<std::size_t>(found - port_counts.begin())];
    const auto coded = encode_message(bits, mib_parity(bits) ^ mask);
    const auto order = convolutional_order(message_bits);
    std::vector<std::uint8_t> sent(tti_frames * frame_bits(cp));
    gold_sequence(static_cast<std::uint32_t>(pci), 0, sent);
    for (std::size_t k = 0; k < sent.size(); ++k) sent[k] ^= coded[order[k % order.size()]];
    return sent;
}

struct PbchDecoder::State {
    struct Hypothesis {
        std::size_t ports;  // index into port_counts
        int phase;          // of frame 0 in its TTI
        unsigned first;     // the first TTI's upper SFN bits, or others that count up alike
    };
    struct Heard {
        std::int64_t index;
        const float* soft;
    };
    struct Tti {
        std::int64_t index;  // of the TTI: 0 is that of frame 0
        Combined sum;
    };

    double wrong_rate;
    fec::TailBitingDecoder viterbi{message_bits};
    std::vector<std::uint16_t> order = convolutional_order(message_bits);
    std::array<Combined, 256> flips;  // +1 or -1: what a difference of SFN bits turns over
    std::vector<std::uint8_t> scrambling_bits;
    std::vector<float> scrambling;  // +1 or -1
    std::size_t bits_per_frame = 0;
    std::vector<Heard> heard;  // the usable frames by their index
    std::vector<Tti> ttis;
    std::vector<std::uint8_t> first_values;
    double log_hypotheses = 0;
    std::optional<PbchResult> best;
    double best_log_expected = 0;

    explicit State(double allowed_wrong_rate);
    void descramble_for(int pci, CyclicPrefix cp);
    void hear(std::span<const PbchFrame> frames, std::size_t ports);
    void combine_ttis(int phase);
    void look_for_mib(const Hypothesis& assumed);
    void judge(std::uint32_t bits, float sum, const Combined& soft, const Hypothesis& assumed);
};

PbchDecoder::State::State(double allowed_wrong_rate) : wrong_rate(allowed_wrong_rate) {
    for (std::uint32_t difference = 0; difference < flips.size(); ++difference) {
        const std::uint32_t bits = difference << 10;
        const auto coded = encode_message(bits, mib_parity(bits));
        std::transform(coded.begin(), coded.end(), flips[difference].begin(),
                       [](std::uint8_t bit) { return bit != 0 ? -1.0F : 1.0F; });
    }
}

void PbchDecoder::State::descramble_for(int pci, CyclicPrefix cp) {
    bits_per_frame = frame_bits(cp);
    scrambling_bits.resize(tti_frames * bits_per_frame);
    scrambling.resize(scrambling_bits.size());
    gold_sequence(static_cast<std::uint32_t>(pci), 0, scrambling_bits);
    for (std::size_t i = 0; i < scrambling.size(); ++i) scrambling[i] = 1.0F - 2.0F * scrambling_bits[i];
}

void PbchDecoder::State::hear(std::span<const PbchFrame> frames, std::size_t ports) {
    heard.clear();
    for (const PbchFrame& frame : frames) {
        const std::vector<float>& soft = frame.soft[ports];
        // A sum is finite only if all its terms are; within this bound no later sum overflows.
        float sum = 0;
        for (const float value : soft) sum += std::abs(value);
        if (soft.size() == bits_per_frame && sum < 1e15F) heard.push_back({frame.frame_index, soft.data()});
    }
    std::sort(heard.begin(), heard.end(), [](const Heard& a, const Heard& b) { return a.index < b.index; });
}

// The frames' soft bits, descrambled and added up by TTI, in the order of the code.
void PbchDecoder::State::combine_ttis(int phase) {
    ttis.clear();
    Combined circle{};  // in the order of the circular buffer
    const auto close = [&] {
        for (std::size_t k = 0; k < coded_bits; ++k) ttis.back().sum[order[k]] = circle[k];
        circle.fill(0);
    };
    for (const Heard& frame : heard) {
        const std::int64_t place = frame.index + phase;
        const std::int64_t tti = place >> 2;
        if (ttis.empty() || ttis.back().index != tti) {
            if (!ttis.empty()) close();
            ttis.push_back({.index = tti, .sum = {}});
        }
        const std::size_t offset = static_cast<std::size_t>(place & 3) * bits_per_frame;
        for (std::size_t done = 0; done < bits_per_frame;) {
            const std::size_t k = (offset + done) % coded_bits;
            const std::size_t run = std::min(coded_bits - k, bits_per_frame - done);
            for (std::size_t i = 0; i < run; ++i) circle[k + i] += frame.soft[done + i] * scrambling[offset + done + i];
            done += run;
        }
    }
    close();
}

// Adds up the TTIs as the hypothesis has them, and looks for the MIB.
void PbchDecoder::State::look_for_mib(const Hypothesis& assumed) {
    Combined soft{};
    for (const Tti& tti : ttis) {
        const Combined& flip = flips[sfn_difference(assumed.first, tti.index - ttis.front().index)];
        for (std::size_t i = 0; i < coded_bits; ++i) soft[i] += tti.sum[i] * flip[i];
    }
    const Kind usual = kind_of(0);
    const float least = fec::sum_of_chance(soft, std::log(wrong_rate * usual.share) - usual.log_mibs - log_hypotheses);
    if (!(least > 0)) return;
    viterbi.start(soft, least);
    while (const auto word = viterbi.next()) {
        std::uint64_t message = 0;
        for (std::size_t i = 0; i < message_bits; ++i) message = message << 1 | (*word)[i];
        const auto bits = static_cast<std::uint32_t>(message >> 16);
        const std::uint32_t mask = mib_parity(bits) ^ (message & 0xFFFF);
        if (std::find(crc_masks.begin(), crc_masks.end(), mask) == crc_masks.end()) continue;
        // The best word with a CRC decides, also when it speaks against the hypothesis.
        if (mask == crc_masks[assumed.ports]) judge(bits, word->metric, soft, assumed);
        return;
    }
}

// Keeps the MIB if it fits the hypothesis, agrees well enough and better than any before.
void PbchDecoder::State::judge(std::uint32_t bits, float sum, const Combined& soft, const Hypothesis& assumed) {
    auto mib = unpack_mib(bits);
    if (!mib) return;
    const std::int64_t start = ttis.front().index;
    const auto first = static_cast<unsigned>(mib->sfn / tti_frames);
    for (const Tti& tti : ttis)
        if (sfn_difference(first, tti.index - start) != sfn_difference(assumed.first, tti.index - start)) return;
    const Kind kind = kind_of(mib->spare_bits);
    const double log_expected = fec::log_chance(soft, sum) + kind.log_mibs + log_hypotheses;
    if (log_expected > std::log(wrong_rate * kind.share)) return;
    if (best && log_expected >= best_log_expected) return;

    mib->sfn = static_cast<int>(((first - start) & 255) * tti_frames + assumed.phase);
    mib->bits = pack_mib(*mib);
    mib->ports = port_counts[assumed.ports];
    double energy = 0;
    for (const float value : soft) energy += static_cast<double>(value) * value;
    best_log_expected = log_expected;
    best = PbchResult{.mib = *mib,
                      .frames_used = static_cast<int>(heard.size()),
                      .agreement = sum / std::sqrt(energy * coded_bits),
                      .expected_by_noise = std::exp(log_expected)};
}

PbchDecoder::PbchDecoder(double allowed_wrong_rate) : state_(std::make_unique<State>(allowed_wrong_rate)) {}
PbchDecoder::~PbchDecoder() = default;
PbchDecoder::PbchDecoder(PbchDecoder&&) noexcept = default;
PbchDecoder& PbchDecoder::operator=(PbchDecoder&&) noexcept = default;

std::optional<PbchResult> PbchDecoder::decode(std::span<const PbchFrame> frames, int pci, CyclicPrefix cp) {
    State& s = *state_;
    s.descramble_for(pci, cp);
    s.best.reset();
    int offered = 0;
    for (const std::size_t ports : usual_order) {
        s.hear(frames, ports);
        offered += !s.heard.empty();
    }
    s.log_hypotheses = std::log(std::max(1, offered) * tti_frames);
    for (const std::size_t ports : usual_order) {
        s.hear(frames, ports);
        for (int phase = 0; phase < tti_frames && !s.heard.empty(); ++phase) {
            s.combine_ttis(phase);
            sfn_first_values(s.ttis.back().index - s.ttis.front().index, s.first_values);
            for (const unsigned first : s.first_values) {
                s.look_for_mib({ports, phase, first});
                if (s.best && s.best_log_expected < log_certain) return s.best;
            }
        }
    }
    return s.best;
}

}  // namespace boresight::dsp::lte
