// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/gather.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dsp/core/decibel.h"
#include "dsp/umts/codes.h"
#include "survey/carrier_names.h"
#include "survey/carrier_raster.h"
#include "survey/either_standard.h"
#include "survey/merge.h"
#include "survey/operator_names.h"

namespace boresight::survey {

namespace {

constexpr double half_umts_hz = 2.35e6;  // of a carrier, with its slopes

// Whatever resembles LTE where a carrier of UMTS was found is a part of that.
bool lies_under_umts(const ShortCell& cell, const std::vector<UmtsScanCell>& found) {
    return cell.rat == catalog::Rat::lte && cell.frequency_hz &&
           std::any_of(found.begin(), found.end(), [&cell](const UmtsScanCell& umts) {
               return umts.frequency_hz && std::abs(*umts.frequency_hz - *cell.frequency_hz) < half_umts_hz;
           });
}

template <class Found>
double seen_hz(const Stretch& stretch, const Found& heard) {
    return heard.frequency_hz.value_or(*stretch.center_frequency_hz) + heard.cell.cfo_hz;
}

template <class Found>
double off_ppm(const Found& heard) {
    return heard.cell.cfo_hz / *heard.frequency_hz * 1e6;
}

Sighting sighting_of(const Stretch& stretch, const ScanCell& heard) {
    return {.seen_hz = seen_hz(stretch, heard), .duplex = heard.cell.duplex};
}

Sighting sighting_of(const Stretch& stretch, const UmtsScanCell& heard) {
    return {.seen_hz = seen_hz(stretch, heard), .rat = catalog::Rat::umts};
}

std::vector<catalog::Carrier> names_of(const ScanCell& heard) {
    return carrier_names(*heard.frequency_hz, heard.cell.duplex);
}

std::vector<catalog::Carrier> names_of(const UmtsScanCell& heard) {
    return umts_carrier_names(*heard.frequency_hz);
}

}  // namespace

double put_on_carriers(std::span<Stretch> stretches, const PpmWindow& window, std::span<const double> usual_hz) {
    std::vector<Sighting> sightings;
    for (const Stretch& stretch : stretches)
        if (stretch.center_frequency_hz)
            for_every_cell(stretch, [&](const auto& heard) { sightings.push_back(sighting_of(stretch, heard)); });
    const RasterAssignment raster = assign_raster(sightings, window, usual_hz);
    std::size_t next = 0;
    for (Stretch& stretch : stretches) {
        if (!stretch.center_frequency_hz) continue;
        for_every_cell(stretch, [&](auto& heard) {
            heard.frequency_hz = raster.frequency_hz[next];
            heard.cell.cfo_hz = sightings[next++].seen_hz - *heard.frequency_hz;
            heard.carriers = names_of(heard);
        });
    }
    return raster.common_ppm;
}

Gathering::Gathering(double sample_rate_hz, const PpmWindow& window, std::vector<double> usual_hz)
    : sample_rate_hz_(sample_rate_hz), window_(window), usual_hz_(std::move(usual_hz)) {}

void Gathering::searched(bool lte, bool umts) {
    lte_searched_ = lte;
    umts_searched_ = umts;
}

void Gathering::take(const dsp::lte::SearchResult& found, const dsp::lte::SearchWindow& window, Stretch& stretch) {
    for (const dsp::lte::Cell& cell : found.cells) {
        ScanCell heard;
        heard.cell = cell;
        if (cell.system_info) heard.operated_by = operator_by_sib1(cell.system_info->sib1);
        heard.cell.frame_start_sample += static_cast<double>(stretch.first_sample);
        stretch.cells.push_back(std::move(heard));
    }
    for (const dsp::lte::ShortCandidate& short_one : found.short_candidates)
        short_.push_back(
            {{.physical_id = short_one.pci,
              .why = short_one.only_mib_missing ? ShortCell::Why::no_mib : ShortCell::Why::reference_signals,
              .cfo_hz = short_one.cfo_hz,
              .metric = short_one.crs_metric,
              .needed = short_one.crs_threshold},
             stretch.center_frequency_hz});
    for (std::size_t k = 0; k < result_.refusals.size(); ++k) result_.refusals[k] += found.refusals[k];
    if (found.best_pss_metric > best_.metric) best_ = {found.best_pss_metric, found.best_pss_offset_hz, window};
}

void Gathering::take(const dsp::umts::SearchResult& found, std::uint64_t first_sample, Stretch& stretch) {
    for (const dsp::umts::Cell& cell : found.cells) {
        UmtsScanCell heard;
        heard.cell = cell;
        heard.operated_by = operator_by_mib(cell.system_info);
        heard.cell.frame_start_sample += static_cast<double>(first_sample);
        stretch.umts_cells.push_back(std::move(heard));
    }
    for (const dsp::umts::ShortCandidate& short_one : found.short_candidates)
        short_.push_back({{.rat = catalog::Rat::umts,
                           .physical_id = short_one.psc,
                           .why = ShortCell::Why::pilot,
                           .cfo_hz = short_one.cfo_hz,
                           .metric = short_one.pilot_metric,
                           .needed = short_one.pilot_threshold},
                          stretch.center_frequency_hz});
    for (std::size_t k = 0; k < result_.umts_refusals.size(); ++k) result_.umts_refusals[k] += found.refusals[k];
    result_.best_psch_metric = std::max(result_.best_psch_metric, found.best_psch_metric);
}

ScanResult Gathering::finish(std::vector<Stretch> stretches, bool stopped, double share_done,
                             std::optional<bool> band_in_capture) {
    result_.stretches = std::move(stretches);
    result_.lte_searched = lte_searched_;
    result_.umts_searched = umts_searched_;
    result_.stopped = stopped;
    result_.share_done = stopped ? share_done : 1;
    settle_level();
    const double common_ppm = put_on_carriers(result_.stretches, window_, usual_hz_);
    for (Stretch& stretch : result_.stretches) {
        if (!stretch.center_frequency_hz) continue;
        set_strangers_aside(stretch.cells);
        set_strangers_aside(stretch.umts_cells);
    }
    result_.cells = merge_cells(result_.stretches, sample_rate_hz_);
    share_system_info(result_.cells, result_.stretches);
    result_.umts_cells = merge_umts_cells(result_.stretches, sample_rate_hz_);
    share_system_info(result_.umts_cells, result_.stretches);
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
template <class Found>
void Gathering::set_strangers_aside(std::vector<Found>& cells) {
    const auto inside = std::stable_partition(cells.begin(), cells.end(),
                                              [&](const Found& heard) { return window_.contains(off_ppm(heard)); });
    for (auto heard = inside; heard != cells.end(); ++heard)
        add_short({.rat = rat_of(*heard),
                   .physical_id = physical_id(heard->cell),
                   .why = ShortCell::Why::outside_window,
                   .frequency_hz = heard->frequency_hz,
                   .cfo_hz = heard->cell.cfo_hz,
                   .metric = std::abs(off_ppm(*heard) - window_.around_ppm),
                   .needed = window_.reach_ppm});
    cells.erase(inside, cells.end());
}

void Gathering::settle_short_cells(double common_ppm) {
    for (const auto& [candidate, center_hz] : short_) {
        ShortCell cell = candidate;
        if (center_hz) {
            const double raster_hz = cell.rat == catalog::Rat::umts ? umts_raster_hz : lte_raster_hz;
            const double seen = *center_hz + candidate.cfo_hz;
            cell.frequency_hz = std::round(seen / (1 + common_ppm * 1e-6) / raster_hz) * raster_hz;
            cell.cfo_hz = seen - *cell.frequency_hz;
        }
        add_short(cell);
    }
    std::stable_sort(result_.short_cells.begin(), result_.short_cells.end(),
                     [](const ShortCell& a, const ShortCell& b) { return a.closeness() > b.closeness(); });
}

// Once an identity and carrier, and not at all where the cell was assured in another piece, or on a point of UMTS's
// raster near by, from which half of its carrier was seen.
void Gathering::add_short(const ShortCell& cell) {
    const auto same = [&](catalog::Rat rat, int physical_id, const std::optional<double>& frequency_hz) {
        return rat == cell.rat && physical_id == cell.physical_id && frequency_hz == cell.frequency_hz;
    };
    const auto near_by = [&](const std::optional<double>& frequency_hz) {
        return cell.rat == catalog::Rat::umts && frequency_hz && cell.frequency_hz &&
               std::abs(*frequency_hz - *cell.frequency_hz) < dsp::umts::chip_rate_hz / 2;
    };
    bool assured = false;
    for_every_cell(result_, [&](const auto& found) {
        const auto hz = near_by(found.frequency_hz) ? cell.frequency_hz : found.frequency_hz;
        assured = assured || same(rat_of(found), physical_id(found.cell), hz);
    });
    if (assured || lies_under_umts(cell, result_.umts_cells)) return;
    for (ShortCell& known : result_.short_cells)
        if (same(known.rat, known.physical_id, known.frequency_hz)) {
            if (cell.metric > known.metric) known = cell;
            return;
        }
    result_.short_cells.push_back(cell);
}

}  // namespace boresight::survey
