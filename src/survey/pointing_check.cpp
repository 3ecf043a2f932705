// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/pointing_check.h"

#include <algorithm>
#include <cmath>

#include "aim/angle.h"
#include "aim/mount_offset.h"
#include "aim/normal.h"
#include "survey/heard_carriers.h"

namespace boresight::survey {

namespace {

constexpr double sigmas_of_95 = 1.96;
constexpr double bearable_db = 1;  // nobody climbs again for that much
constexpr double mostly = 0.5;
constexpr double drift_s = 600;  // that a drift is told for
constexpr double flank_beams = 0.5;
constexpr double bearable_beams = 0.05;  // beside its mark: a few hundredths of a decibel

const aim::CarrierPointing* best_there(const LiveEstimate& estimate) {
    if (!estimate.choice || !estimate.there || !estimate.leading) return nullptr;
    for (const aim::CarrierPointing& each : estimate.there->carriers)
        if (each.carrier == estimate.choice->carriers.front().carrier) return &each;
    return nullptr;
}

aim::Value plus(const aim::Value& a, const aim::Value& b) {
    const double value = a.value + b.value;
    return {value, value - std::hypot(a.value - a.low, b.value - b.low),
            value + std::hypot(a.high - a.value, b.high - b.value)};
}

// Of all ports, by the draws of the fit.
aim::Value level_at(const aim::CellFit& fit, double azimuth_deg) {
    std::vector<double> levels_db;
    for (const aim::Draw& draw : fit.draws) levels_db.push_back(draw.level_db + draw.response.gain_db(azimuth_deg));
    if (levels_db.empty()) return fit.flat_level_db;
    std::sort(levels_db.begin(), levels_db.end());
    return {aim::quantile_of(levels_db, 0.5), aim::quantile_of(levels_db, 0.025), aim::quantile_of(levels_db, 0.975)};
}

// What is expected when the antenna is rolled as the comparison advises; the sweep was made in the first of the two.
void roll(const StoredSweep& sweep, const LiveEstimate& estimate, CheckTarget& target) {
    const std::vector<pose::Polarization> all = polarizations_of(sweep.origin.setting);
    target.mount = all.front();
    if (!estimate.polarization || estimate.polarization->choice != aim::PolarizationChoice::b) return;
    for (const pose::Polarization& one : all)
        if (one.deg == estimate.other_polarization_deg) target.mount = one;
    const aim::Value& more = estimate.polarization->difference_db;
    target.sinr_db = plus(target.sinr_db, more);
    target.level_db = plus(target.level_db, more);
}

double off_mark_deg(const CheckTarget& target, const SweepStopRecord& dwell) {
    return std::abs(aim::wrap_deg(dwell.azimuth_deg - target.azimuth_deg));
}

const SweepStopRecord& at_mark(const CheckTarget& target, std::span<const SweepStopRecord> dwells) {
    return *std::min_element(dwells.begin(), dwells.end(), [&](const SweepStopRecord& a, const SweepStopRecord& b) {
        return off_mark_deg(target, a) < off_mark_deg(target, b);
    });
}

std::optional<std::size_t> own_cell(const CheckTarget& target, const std::vector<SweepCell>& cells) {
    const auto found = std::find_if(cells.begin(), cells.end(), [&](const SweepCell& each) {
        return each.pci == target.cell.pci && each.frequency_hz == target.cell.frequency_hz;
    });
    if (found == cells.end()) return std::nullopt;
    return static_cast<std::size_t>(found - cells.begin());
}

std::optional<aim::Value> beside_mark(const CheckTarget& target, std::span<const SweepStopRecord> dwells,
                                      const std::vector<SweepCell>& cells) {
    const std::optional<std::size_t> own = own_cell(target, cells);
    const bool spoiled = std::any_of(dwells.begin(), dwells.end(), [](const auto& dwell) { return dwell.spoiled(); });
    if (!own || spoiled) return std::nullopt;
    const CellSeries series = series_of(dwells, *own, StopKind::ring);
    std::vector<double> meant_deg;
    for (const aim::Stop& place : series.places) meant_deg.push_back(place.azimuth_deg);
    return aim::mount_offset(target.draws, meant_deg, series.levels.readings,
                             {.beamwidth_deg = target.beamwidth_deg, .azimuth_sigma_deg = target.azimuth_sigma_deg});
}

bool surely_beside(const aim::Value& beside_deg, double bearable_deg) {
    return beside_deg.low > bearable_deg || beside_deg.high < -bearable_deg;
}

}  // namespace

std::optional<CheckTarget> check_target(const StoredSweep& sweep, const LiveEstimate& estimate) {
    const aim::CarrierPointing* best = best_there(estimate);
    if (best == nullptr || !estimate.verdict.azimuth_deg || !estimate.pointing_deg || !estimate.fits[*estimate.leading])
        return std::nullopt;
    const aim::CellFit& fit = *estimate.fits[*estimate.leading];
    CheckTarget target;
    target.carrier = sweep.origin.carriers[best->carrier];
    target.cell = sweep.cells[*estimate.leading];
    target.azimuth_deg = *estimate.pointing_deg;
    target.sinr_db = best->sinr_db;
    target.level_db = level_at(fit, *estimate.pointing_deg);
    target.revisit_db = fit.revisit_db;
    target.drift_db = fit.fastest_drift > mostly ? aim::drifts_db.back() : aim::drifts_db[1];
    target.end_ns = sweep.stops.back().end_ns;
    target.gain_db = sweep.gain_db;
    target.beamwidth_deg = fit.pattern ? fit.pattern->half_power_width_deg() : sweep.origin.setting.plan.beamwidth_deg;
    target.azimuth_sigma_deg = sweep.origin.setting.plan.azimuth_sigma_deg;
    target.draws = fit.draws;
    target.pattern = fit.pattern;
    target.carrier.cells.clear();
    for (const SweepCell& cell : sweep.cells)
        if (cell.frequency_hz == target.carrier.frequency_hz) target.carrier.cells.push_back(cell);
    roll(sweep, estimate, target);
    return target;
}

std::vector<double> check_azimuths(const CheckTarget& target, bool flanks) {
    if (!flanks) return {target.azimuth_deg};
    const double off_deg = flank_beams * target.beamwidth_deg;
    return {aim::azimuth_of(target.azimuth_deg - off_deg), aim::azimuth_of(target.azimuth_deg + off_deg),
            target.azimuth_deg};
}

CheckResult judge_check(const CheckTarget& target, std::span<const SweepStopRecord> dwells,
                        const std::vector<SweepCell>& cells) {
    const SweepStopRecord& dwell = at_mark(target, dwells);
    CheckResult out;
    if (dwell.spoiled()) {
        out.outcome = CheckOutcome::full_scale;
        return out;
    }
    const std::vector<SweepStopRecord> stops{dwell};
    const std::vector<SweepCarrier> carriers{target.carrier};
    const LiveEstimate measured = estimate_live(stops, {carriers, cells}, {}, {.fit = false});
    const auto reading_of = [&](std::size_t cell) -> const aim::Reading* {
        const auto& readings = measured.cells[cell].levels.readings;
        return readings.empty() || readings.front().kind == aim::ReadingKind::censored ? nullptr : &readings.front();
    };
    const auto own = own_cell(target, cells).value_or(cells.size());
    const aim::Reading* reading = own == cells.size() ? nullptr : reading_of(own);
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const aim::Reading* other = c == own ? nullptr : reading_of(c);
        if (other && (!reading || other->level_db > reading->level_db)) out.louder_pci = cells[c].pci;
    }
    out.least_sinr_db = target.sinr_db.low;
    const bool by_level = target.cell.rat == catalog::Rat::umts;  // alone: its SINR isn't told by a dwell
    if (!reading || (!by_level && !measured.cells[own].sinr_db.front())) {
        out.outcome = CheckOutcome::not_heard;
        return out;
    }
    const double half = sigmas_of_95 * std::hypot(reading->sigma_db, target.revisit_db);
    const double sinr_db = std::min(aim::known_sinr_db, measured.cells[own].sinr_db.front().value_or(0));
    if (!by_level) out.sinr_db = aim::Value{sinr_db, sinr_db - half, sinr_db + half};
    out.least_sinr_db =
        target.sinr_db.value - bearable_db - std::hypot(target.sinr_db.value - target.sinr_db.low, half);
    const double since_s = 1e-9 * static_cast<double>(std::max<std::int64_t>(0, dwell.start_ns - target.end_ns));
    const double drifted = sigmas_of_95 * target.drift_db * std::sqrt(since_s / drift_s);
    out.level_change_db = reading->level_db - target.level_db.value;
    out.least_level_change_db =
        -bearable_db - std::hypot(std::hypot(target.level_db.value - target.level_db.low, half), drifted);
    const bool good = (by_level || sinr_db >= out.least_sinr_db) && *out.level_change_db >= out.least_level_change_db;
    out.beside_deg = beside_mark(target, dwells, cells);
    if (out.louder_pci)
        out.outcome = CheckOutcome::other_cell;
    else if (out.beside_deg && surely_beside(*out.beside_deg, bearable_beams * target.beamwidth_deg))
        out.outcome = CheckOutcome::beside;
    else
        out.outcome = good ? CheckOutcome::pass : CheckOutcome::too_weak;
    return out;
}

CheckEar::CheckEar(radio::Radio& radio, const CheckTarget& target) : target_(target), ear_(radio, {target.carrier}) {
    if (target.gain_db) radio.set_gain_db(*target.gain_db);
}

DwellEnd CheckEar::measure(double azimuth_deg, double seconds, const std::function<bool(double)>& progress,
                           StopToken stop) {
    SweepStopRecord record;
    record.azimuth_deg = azimuth_deg;
    record.polarization_deg = target_.mount.deg;
    const DwellEnd end = ear_.measure({.seconds = ear_.dwell_s(seconds), .search = true}, progress, stop, record);
    if (end != DwellEnd::done) return end;
    for (CarrierDwell& carrier : record.carriers) {
        carrier.dwell.pose.azimuth_deg = azimuth_deg;
        carrier.dwell.pose.polarization_deg = target_.mount.deg;
    }
    dwells_.push_back(std::move(record));
    return end;
}

}  // namespace boresight::survey
