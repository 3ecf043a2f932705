// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/gather.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dsp/core/decibel.h"
#include "survey/carrier_names.h"
#include "survey/carrier_raster.h"
#include "survey/merge.h"
#include "survey/operator_names.h"

namespace boresight::survey {

namespace {

double seen_hz(const Stretch& stretch, const ScanCell& heard) {
    return heard.frequency_hz.value_or(*stretch.center_frequency_hz) + heard.cell.cfo_hz;
}

double off_ppm(const ScanCell& heard) {
    return heard.cell.cfo_hz / *heard.frequency_hz * 1e6;
}

}  // namespace

double put_on_carriers(std::span<Stretch> stretches, const PpmWindow& window, std::span<const double> usual_hz) {
    std::vector<Sighting> sightings;
    for (const Stretch& stretch : stretches)
        for (const ScanCell& heard : stretch.cells)
            if (stretch.center_frequency_hz) sightings.push_back({seen_hz(stretch, heard), heard.cell.duplex});
    const RasterAssignment raster = assign_raster(sightings, window, usual_hz);
    std::size_t next = 0;
    for (Stretch& stretch : stretches) {
        if (!stretch.center_frequency_hz) continue;
        for (ScanCell& heard : stretch.cells) {
            const Sighting& sighting = sightings[next];
            heard.frequency_hz = raster.frequency_hz[next++];
            heard.cell.cfo_hz = sighting.seen_hz - *heard.frequency_hz;
            heard.carriers = carrier_names(*heard.frequency_hz, sighting.duplex);
        }
    }
    return raster.common_ppm;
}

Gathering::Gathering(double sample_rate_hz, const PpmWindow& window, std::vector<double> usual_hz)
    : sample_rate_hz_(sample_rate_hz), window_(window), usual_hz_(std::move(usual_hz)) {}

void Gathering::take(const dsp::lte::SearchResult& found, const dsp::lte::SearchWindow& window, Stretch& stretch) {
    for (const dsp::lte::Cell& cell : found.cells) {
        ScanCell heard;
        heard.cell = cell;
        if (cell.system_info) heard.operated_by = operator_by_sib1(cell.system_info->sib1);
        heard.cell.frame_start_sample += static_cast<double>(stretch.first_sample);
        stretch.cells.push_back(std::move(heard));
    }
    for (const dsp::lte::ShortCandidate& candidate : found.short_candidates)
        short_.push_back({candidate, stretch.center_frequency_hz});
    for (std::size_t k = 0; k < result_.refusals.size(); ++k) result_.refusals[k] += found.refusals[k];
    if (found.best_pss_metric > best_.metric) best_ = {found.best_pss_metric, found.best_pss_offset_hz, window};
}

ScanResult Gathering::finish(std::vector<Stretch> stretches, bool stopped, double share_done,
                             std::optional<bool> band_in_capture) {
    result_.stretches = std::move(stretches);
    result_.stopped = stopped;
    result_.share_done = stopped ? share_done : 1;
    settle_level();
    const double common_ppm = put_on_carriers(result_.stretches, window_, usual_hz_);
    set_strangers_aside();
    result_.cells = merge_cells(result_.stretches, sample_rate_hz_);
    share_system_info(result_.cells, result_.stretches);
    settle_short_cells(common_ppm);
    result_.findings = explain(result_, best_, band_in_capture);
    short_.clear();
    best_ = {};
    return std::exchange(result_, {});
}

void Gathering::settle_level() {
    double power = 0, clipped = 0, samples = 0;
    for (const Stretch& stretch : result_.stretches) {
        const auto n = static_cast<double>(stretch.samples);
        power += n * dsp::power_from_db(stretch.level_dbfs);
        clipped += n * stretch.clipped_share;
        samples += n;
    }
    result_.seconds = samples / sample_rate_hz_;
    result_.level_dbfs = dsp::db_from_power(power / std::max(1.0, samples));
    result_.clipped_share = clipped / std::max(1.0, samples);
    result_.best_pss_metric = best_.metric;
}

// Cells farther off than the radio's error allows.
void Gathering::set_strangers_aside() {
    for (Stretch& stretch : result_.stretches) {
        if (!stretch.center_frequency_hz) continue;
        const auto inside =
            std::stable_partition(stretch.cells.begin(), stretch.cells.end(),
                                  [&](const ScanCell& heard) { return window_.contains(off_ppm(heard)); });
        for (auto heard = inside; heard != stretch.cells.end(); ++heard)
            add_short({heard->cell.pci, ShortCell::Why::outside_window, heard->frequency_hz, heard->cell.cfo_hz,
                       std::abs(off_ppm(*heard) - window_.around_ppm), window_.reach_ppm});
        stretch.cells.erase(inside, stretch.cells.end());
    }
}

void Gathering::settle_short_cells(double common_ppm) {
    for (const auto& [candidate, center_hz] : short_) {
        const auto why = candidate.only_mib_missing ? ShortCell::Why::no_mib : ShortCell::Why::reference_signals;
        ShortCell cell{candidate.pci,          why, std::nullopt, candidate.cfo_hz, candidate.crs_metric,
                       candidate.crs_threshold};
        if (center_hz) {
            const double seen = *center_hz + candidate.cfo_hz;
            cell.frequency_hz = std::round(seen / (1 + common_ppm * 1e-6) / lte_raster_hz) * lte_raster_hz;
            cell.cfo_hz = seen - *cell.frequency_hz;
        }
        add_short(cell);
    }
    std::stable_sort(result_.short_cells.begin(), result_.short_cells.end(),
                     [](const ShortCell& a, const ShortCell& b) { return a.closeness() > b.closeness(); });
}

// Once an identity and carrier, and not at all where the cell was assured in another piece.
void Gathering::add_short(const ShortCell& cell) {
    const auto same = [&](int pci, const std::optional<double>& frequency_hz) {
        return pci == cell.pci && frequency_hz == cell.frequency_hz;
    };
    for (const ScanCell& found : result_.cells)
        if (same(found.cell.pci, found.frequency_hz)) return;
    for (ShortCell& known : result_.short_cells)
        if (same(known.pci, known.frequency_hz)) {
            if (cell.metric > known.metric) known = cell;
            return;
        }
    result_.short_cells.push_back(cell);
}

}  // namespace boresight::survey
