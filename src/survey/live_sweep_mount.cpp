// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a live sweep: how the antenna is to be mounted, once its direction is known.
#include <algorithm>
#include <cmath>

#include "aim/polarization_plan.h"
#include "survey/live_sweep_run.h"
#include "survey/mount_estimate.h"

namespace boresight::survey {

namespace {

constexpr std::size_t most_rounds = 2;  // there and back, of more than two polarizations or of tilts

}  // namespace

std::vector<pose::Polarization> polarizations_of(const LiveSweepSetting& setting) {
    std::vector<pose::Polarization> all(setting.polarizations.begin(), setting.polarizations.end());
    all.insert(all.end(), setting.more_polarizations.begin(), setting.more_polarizations.end());
    return all;
}

// Nothing where there is no direction to mount it in.
std::optional<pose::MarkBearing> LiveSweep::Run::direction() const {
    const aim::Verdict& verdict = result.estimate.verdict;
    if (!verdict.cell || (verdict.kind != aim::VerdictKind::point && verdict.kind != aim::VerdictKind::tie))
        return std::nullopt;
    const double step_deg = sweep.setting_.plan.azimuth_step_deg;
    const double wanted_deg = result.estimate.fits[*verdict.cell]->recommended_deg;
    return pose::MarkBearing{pose::once_round(step_deg * std::round(wanted_deg / step_deg))};
}

// Of two, A B B A and on as long as that tells something; of more, there and back, twice at most.
std::optional<std::size_t> LiveSweep::Run::next_roll(std::size_t candidates) const {
    const std::size_t done = result.estimate.polarization_dwells, round = 2 * candidates;
    const auto& fit = result.estimate.polarization;
    if (candidates == 2 && !aim::next_polarization(done, fit)) return std::nullopt;
    const bool decided = fit && fit->choice != aim::PolarizationChoice::undecided;
    if (candidates > 2 && done > 0 && done % round == 0 && (decided || !fit || done >= most_rounds * round))
        return std::nullopt;
    return nth_roll(done, candidates);
}

bool LiveSweep::Run::compare() {
    const auto azimuth = direction();
    if (!sweep.setting_.compare_polarizations || !azimuth) return true;
    const std::vector<pose::Polarization> candidates = polarizations_of(sweep.setting_);
    const std::size_t usual = candidates.size() == 2 ? aim::usual_polarization_dwells : 2 * candidates.size();
    while (const auto roll = next_roll(candidates.size())) {
        const std::size_t nth = result.estimate.polarization_dwells + 1;
        const StopAnnounced announced{.kind = StopKind::polarization,
                                      .target = {.azimuth = *azimuth, .polarization = candidates[*roll]},
                                      .nth = nth,
                                      .of_planned = nth <= usual ? usual : aim::most_polarization_dwells};
        const Outcome outcome = visit(announced);
        if (outcome == Outcome::skipped) return true;
        if (!go_on_after(outcome)) return false;
    }
    return true;
}

// At the direction found, mounted as was found best.
void LiveSweep::Run::tilt() {
    const auto azimuth = direction();
    if (!sweep.setting_.elevation || !azimuth || !sweep.holder_.elevates()) return;
    const std::vector<double> tilts_deg = aim::elevations_to_try(*sweep.setting_.elevation);
    if (tilts_deg.empty()) return;
    const std::vector<pose::Polarization> candidates = polarizations_of(sweep.setting_);
    const double rolled_deg = mounted_deg(result.estimate, candidates.front().deg);
    const auto rolled = std::find_if(candidates.begin(), candidates.end(),
                                     [&](const pose::Polarization& one) { return one.deg == rolled_deg; });
    for (;;) {
        const std::size_t done = result.estimate.elevation_dwells, planned = tilts_deg.size();
        const auto& fit = result.estimate.elevation;
        const bool decided = fit && fit->choice != aim::ElevationChoice::undecided;
        if (done >= planned && done % planned == 0 && (decided || !fit || done >= most_rounds * planned)) return;
        const StopAnnounced announced{
            .kind = StopKind::elevation,
            .target = {.azimuth = *azimuth, .elevation_deg = tilts_deg[done % planned], .polarization = *rolled},
            .nth = done + 1,
            .of_planned = done < planned ? planned : most_rounds * planned};
        const Outcome outcome = visit(announced);
        if (outcome == Outcome::skipped || !go_on_after(outcome)) return;
    }
}

}  // namespace boresight::survey
