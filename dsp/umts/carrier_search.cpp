// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/carrier_search.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace boresight::dsp::umts {

namespace {

constexpr double psch_false_rate = 0.01;   // of noise whose best correlation is told as more
constexpr std::size_t groups_a_slot = 3;   // of one candidate that are carried
constexpr double least_sync_metric = 3.3;  // noise's best of 960 words reaches that in one of two candidates
constexpr double least_strength = 7.5;     // both synchronization channels; noise gets that far a few times a search
constexpr std::size_t most_checks = 24;
// Error of the offset before the pilot is read: of weak cells a third of a percent lie 3 kHz off.
constexpr double first_reach_hz = 4500;
constexpr double same_place_samples = 4;
constexpr double near_miss = 0.5;  // of the threshold
// Pieces of a capture that tell whether the rest is worth reading: in a block of symbols a pilot stands out as far as
// the synchronization channels do in 100 ms, and some 18 dB more. Three, since one may lie in a fade.
constexpr std::array<double, 3> glances{0.1, 0.45, 0.8};
constexpr std::size_t glance_samples = (block_symbols + 2) * samples_per_chip * pilot_chips;
constexpr std::size_t worth_glancing = 2 * frame_samples;

double frame_length(double clock_ppm) {
    return static_cast<double>(frame_samples) * (1 + clock_ppm * 1e-6);
}

double apart_in_frame(double a, double b) {
    return std::abs(std::remainder(a - b, static_cast<double>(frame_samples)));
}

// Both synchronization channels together, in standard deviations.
double strength(const FrameCandidate& candidate, std::size_t slots) {
    return (candidate.psch_metric - 1) * std::sqrt(static_cast<double>(slots)) + candidate.metric;
}

}  // namespace

bool same_cell(const Alignment& a, const Alignment& b) {
    return a.psc == b.psc && apart_in_frame(a.frame_start, b.frame_start) < one_cell_samples;
}

void to_first_frame(Alignment& alignment) {
    const double length = frame_length(alignment.clock_ppm);
    alignment.frame_start -= std::floor(alignment.frame_start / length) * length;
}

std::vector<FrameCandidate> CarrierSearch::frames(IqSpan matched, const PschSettings& settings, double carrier_hz,
                                                  SearchResult& result) {
    const double noise_alone = PschSearch::threshold(settings, matched.size(), psch_false_rate);
    const std::vector<SlotCandidate> slots = psch_.search(matched, settings);
    if (slots.empty()) ++result.refused(Refusal::psch_below_threshold);
    std::vector<FrameCandidate> found;
    for (const SlotCandidate& slot : slots) {
        const double over_noise = slot.metric / noise_alone;
        if (over_noise > result.best_psch_metric) {
            result.best_psch_metric = over_noise;
            result.best_psch_offset_hz = carrier_hz + slot.offset_hz;
        }
        bool any = false;
        for (const FrameCandidate& frame : sync_.detect(matched, slot, groups_a_slot)) {
            if (frame.metric < least_sync_metric) continue;
            found.push_back(frame);
            any = true;
        }
        if (!any) ++result.refused(Refusal::ssch_inconsistent);
    }
    const std::size_t count = PschSearch::slots(matched.size());
    std::sort(found.begin(), found.end(),
              [count](const auto& a, const auto& b) { return strength(a, count) > strength(b, count); });
    return found;
}

const std::array<IqBuffer, codes_per_group>& CarrierSearch::codes_of(int group) {
    if (group != group_of_codes_)
        for (int i = 0; i < codes_per_group; ++i) codes_[i] = scrambling_code(group * codes_per_group + i);
    group_of_codes_ = group;
    return codes_;
}

// Whether a pilot of that group may be there.
bool CarrierSearch::glance(IqSpan matched, const FrameCandidate& candidate) {
    if (matched.size() < worth_glancing) return true;
    return std::any_of(glances.begin(), glances.end(), [&](double share) {
        const auto first = static_cast<std::size_t>(share * static_cast<double>(matched.size() - glance_samples));
        symbols_.load(matched.subspan(first, glance_samples),
                      {.frame_start = candidate.frame_start - static_cast<double>(first),
                       .cfo_hz = candidate.cfo_hz,
                       .clock_ppm = candidate.clock_ppm});
        return std::ranges::any_of(codes_of(candidate.group), [&](const IqBuffer& code) {
            const PilotEvidence evidence = pilot_.check(symbols_, code, candidate.cfo_hz, first_reach_hz);
            return evidence.present();
        });
    });
}

// All codes of the candidate's group: sectors of one site may send the same synchronization channels.
void CarrierSearch::check(IqSpan matched, const FrameCandidate& candidate, double carrier_hz,
                          std::vector<AssuredCell>& cells, SearchResult& result) {
    if (!glance(matched, candidate)) {
        ++result.refused(Refusal::pilot_absent);
        return;
    }
    Alignment place{.frame_start = candidate.frame_start, .cfo_hz = candidate.cfo_hz, .clock_ppm = candidate.clock_ppm};
    symbols_.load(matched, place);
    struct Passed {
        int psc;
        PilotEvidence evidence;
    };
    std::vector<Passed> passed;
    Passed best{};
    for (int i = 0; i < codes_per_group; ++i) {
        const int psc = candidate.group * codes_per_group + i;
        const PilotEvidence evidence =
            pilot_.check(symbols_, codes_of(candidate.group)[i], candidate.cfo_hz, first_reach_hz);
        if (evidence.metric > best.evidence.metric) best = {psc, evidence};
        if (evidence.present()) passed.push_back({psc, evidence});
    }
    if (passed.empty()) {
        ++result.refused(Refusal::pilot_absent);
        if (best.evidence.metric > near_miss * best.evidence.threshold)
            result.short_candidates.push_back(
                {best.psc, carrier_hz + best.evidence.cfo_hz, best.evidence.metric, best.evidence.threshold});
    }
    for (const Passed& one : passed) {
        place.psc = one.psc;
        place.cfo_hz = one.evidence.cfo_hz;
        const bool beside_known = std::any_of(cells.begin(), cells.end(), [&](const AssuredCell& cell) {
            return same_cell(cell.alignment(), place) && cell.pilot_metric >= one.evidence.metric;
        });
        if (beside_known) continue;
        PilotFit fit =
            fit_pilot(matched, place, codes_of(candidate.group)[one.psc % codes_per_group], Clock::measured, symbols_);
        to_first_frame(fit.alignment);
        const auto known = std::find_if(cells.begin(), cells.end(), [&fit](const AssuredCell& cell) {
            return same_cell(cell.alignment(), fit.alignment);
        });
        const AssuredCell cell{fit, one.evidence.metric};
        if (known == cells.end())
            cells.push_back(cell);
        else if (known->pilot_metric < cell.pilot_metric)
            *known = cell;
    }
}

std::vector<AssuredCell> CarrierSearch::search(IqSpan matched, const PschSettings& settings, double carrier_hz,
                                               SearchResult& result) {
    std::vector<AssuredCell> cells;
    std::vector<FrameCandidate> checked;
    const std::size_t slots = PschSearch::slots(matched.size());
    for (const FrameCandidate& frame : frames(matched, settings, carrier_hz, result)) {
        if (checked.size() == most_checks || strength(frame, slots) < least_strength) break;
        const bool seen = std::any_of(checked.begin(), checked.end(), [&frame](const FrameCandidate& other) {
            return other.group == frame.group &&
                   apart_in_frame(other.frame_start, frame.frame_start) < same_place_samples &&
                   std::abs(other.cfo_hz - frame.cfo_hz) < first_reach_hz;
        });
        if (seen) continue;
        checked.push_back(frame);
        check(matched, frame, carrier_hz, cells, result);
    }
    std::sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) { return a.pilot_metric > b.pilot_metric; });
    return cells;
}

}  // namespace boresight::dsp::umts
