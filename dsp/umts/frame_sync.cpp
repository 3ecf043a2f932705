// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/frame_sync.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/core/parabola.h"
#include "dsp/umts/rotate.h"
#include "dsp/umts/steady.h"

namespace boresight::dsp::umts {

namespace {

constexpr std::size_t part = 16;  // chips
constexpr std::size_t code_samples = samples_per_chip * sync_chips;
constexpr double fine_hz = 750;
constexpr int fine_side = 3;  // together half a step of the search to either side

// The signs of 16 repetitions of 16 chips.
struct Pattern {
    std::array<float, part> chips{}, repetitions{};
};

// Every code is one pattern of 16 chips, repeated with signs.
Pattern pattern_of(const SyncCode& code) {
    Pattern pattern;
    for (std::size_t i = 0; i < part; ++i) {
        pattern.chips[i] = code[i];
        pattern.repetitions[i] = code[part * i] / code[0];
    }
    return pattern;
}

const Pattern& primary_pattern() {
    static const Pattern pattern = pattern_of(primary_sync_code());
    return pattern;
}

const std::array<Pattern, secondary_codes>& secondary_patterns() {
    static const auto patterns = [] {
        std::array<Pattern, secondary_codes> all;
        for (int k = 0; k < secondary_codes; ++k) all[k] = pattern_of(secondary_sync_code(k + 1));
        return all;
    }();
    return patterns;
}

// How much of the words of all groups and shifts is in the sums by slot and code.
using CodeSums = std::array<std::array<double, secondary_codes>, slots_per_frame>;

double word_sum(const CodeSums& sums, int group, std::size_t shift) {
    double sum = 0;
    for (std::size_t slot = 0; slot < slots_per_frame; ++slot)
        sum += sums[(slot + shift) % slots_per_frame][secondary_code_number(group, static_cast<int>(slot)) - 1];
    return sum;
}

}  // namespace

void FrameSync::read(IqSpan matched, const SlotCandidate& at, Timing timing, double later) {
    const Pattern &first = primary_pattern(), &second = secondary_patterns()[0];
    const double length = static_cast<double>(slot_samples) * (1 + at.clock_ppm * 1e-6);
    std::array<Sample, sync_chips> turns;  // each slot on its own: phases of different slots are never compared
    turns.fill(1);
    rotate(turns.data(), turns.size(), 0, -at.offset_hz / chip_rate_hz);
    slots_.clear();
    for (std::size_t k = 0;; ++k) {
        const double start = at.start + later + static_cast<double>(k) * length;
        if (start + code_samples + 1 > static_cast<double>(matched.size())) break;
        const Sample* samples = matched.data() + std::lround(std::max(start, 0.0));
        if (timing == Timing::exact) {
            make_steady(matched, start, 0, 0, code_samples, samples_);
            samples = samples_.data();
        }
        SlotSums& sums = slots_.emplace_back();
        for (std::size_t i = 0; i < part; ++i) {
            Sample primary{}, secondary{};
            for (std::size_t c = 0; c < part; ++c) {
                const Sample chip = samples[samples_per_chip * (part * i + c)] * turns[part * i + c];
                primary += chip * first.chips[c];
                secondary += chip * second.chips[c];
            }
            sums.primary[i] = primary * first.repetitions[i];
            sums.secondary[i] = secondary;
        }
    }
}

// Of the primary code, with the carrier that much above where the slots were read.
double FrameSync::psch_power(double offset_hz) const {
    std::array<Sample, part> turns;
    for (std::size_t i = 0; i < part; ++i)
        turns[i] =
            Sample(std::polar(1.0, -2 * std::numbers::pi * offset_hz * static_cast<double>(part * i) / chip_rate_hz));
    double power = 0;
    for (const SlotSums& slot : slots_) {
        Sample sum{};
        for (std::size_t i = 0; i < part; ++i) sum += slot.primary[i] * turns[i];
        power += std::norm(sum);
    }
    return power;
}

SlotCandidate FrameSync::refined(IqSpan matched, const SlotCandidate& coarse) {
    SlotCandidate fine = coarse;
    std::array<double, 3> amplitudes{};
    for (const int side : {-1, 1}) {
        read(matched, coarse, Timing::nearest, side);
        amplitudes[side + 1] = std::sqrt(psch_power(0));
    }
    read(matched, coarse, Timing::nearest, 0);
    amplitudes[1] = std::sqrt(psch_power(0));
    fine.start += vertex(amplitudes[0], amplitudes[1], amplitudes[2]);
    std::array<double, 2 * fine_side + 1> powers{};
    for (int i = -fine_side; i <= fine_side; ++i) powers[i + fine_side] = psch_power(i * fine_hz);
    const long top =
        std::clamp<long>(std::max_element(powers.begin(), powers.end()) - powers.begin(), 1, 2 * fine_side - 1);
    fine.offset_hz +=
        fine_hz * (static_cast<double>(top - fine_side) + vertex(powers[top - 1], powers[top], powers[top + 1]));
    return fine;
}

std::vector<FrameCandidate> FrameSync::detect(IqSpan matched, const SlotCandidate& candidate, std::size_t most) {
    const SlotCandidate fine = refined(matched, candidate);
    read(matched, fine, Timing::exact, 0);
    CodeSums sums{};
    double secondary_power = 0, weighted = 0;
    for (std::size_t k = 0; k < slots_.size(); ++k) {
        const SlotSums& slot = slots_[k];
        Sample reference{};
        for (const Sample& s : slot.primary) reference += s;
        double power = 0;
        for (int code = 0; code < secondary_codes; ++code) {
            Sample sum{};
            for (std::size_t i = 0; i < part; ++i) sum += slot.secondary[i] * secondary_patterns()[code].repetitions[i];
            sums[k % slots_per_frame][code] += (std::conj(reference) * sum).real();
            power += std::norm(sum) / secondary_codes;
        }
        secondary_power += power;
        weighted += std::norm(reference);
    }
    const double slots = static_cast<double>(slots_.size());
    const double sigma = std::sqrt(weighted * secondary_power / std::max(slots, 1.0) / 2) + 1e-30;
    const double slot_length = static_cast<double>(slot_samples) * (1 + fine.clock_ppm * 1e-6);
    std::vector<FrameCandidate> found;
    for (int group = 0; group < code_groups; ++group)
        for (std::size_t shift = 0; shift < slots_per_frame; ++shift)
            found.push_back({group, fine.start + static_cast<double>(shift) * slot_length, fine.offset_hz,
                             fine.clock_ppm, fine.metric, word_sum(sums, group, shift) / sigma});
    const std::size_t kept = std::min(most, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                      [](const auto& a, const auto& b) { return a.metric > b.metric; });
    found.resize(kept);
    return found;
}

}  // namespace boresight::dsp::umts
