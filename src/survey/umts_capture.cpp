// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/umts_capture.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "catalog/bands.h"
#include "dsp/spectrum/band_power.h"
#include "dsp/spectrum/noise_floor.h"
#include "dsp/spectrum/welch.h"
#include "dsp/umts/codes.h"
#include "survey/band_power.h"
#include "survey/carrier_names.h"
#include "survey/carrier_raster.h"

namespace boresight::survey {

namespace {

using dsp::umts::SearchResult;
using dsp::umts::SearchWindow;

constexpr double half_carrier_hz = dsp::umts::chip_rate_hz / 2;
constexpr double carriers_apart_hz = 4.4e6;  // operators put their own closer than the nominal 5 MHz
constexpr double wide_hz = 6e6;              // a capture that shows noise beside a carrier
constexpr double occupied = 1.03;            // over the floor: what a cell of -20 dB Ec/No adds three times
constexpr int strips = 8;
constexpr double explained_share = 0.5;  // of a carrier's band
constexpr double looked_at_s = 0.02;
constexpr double same_timing_s = 25e-6, frame_s = 0.01;

struct Place {
    double offset_hz;   // from the centre
    double likelihood;  // more goes first
};

bool wanted(double hz, const CapturedBand& band) {
    return band.wanted.empty() ||
           std::any_of(band.wanted.begin(), band.wanted.end(),
                       [hz](const catalog::FrequencyRange& range) { return range.contains(hz); });
}

// The density of a carrier's band over the floor, of a quick search that of its emptier half; of a narrow capture
// nothing that tells anything.
class Likelihood {
public:
    Likelihood(dsp::IqSpan block, double sample_rate_hz, bool quick) : quick_(quick) {
        const std::size_t fft_size = power_fft_size(sample_rate_hz);
        const auto most = static_cast<std::size_t>(looked_at_s * sample_rate_hz);
        if (sample_rate_hz < wide_hz || block.size() < fft_size) return;
        dsp::spectrum::Welch welch(sample_rate_hz, fft_size, quick ? dsp::Window::hann : dsp::Window::kaiser);
        welch.add(block.first(std::min(block.size(), most)));
        spectrum_ = welch.result();
        floor_ = estimate_noise_floor(spectrum_).density;
    }

    bool tells() const { return floor_ > 0; }

    double operator()(double offset_hz) const {
        if (quick_) return emptier_half_over_floor(spectrum_, floor_, offset_hz);
        const double edge_hz = dsp::spectrum::usable_share / 2 * spectrum_.sample_rate_hz;
        const double low_hz = std::max(offset_hz - half_carrier_hz, -edge_hz);
        const double high_hz = std::min(offset_hz + half_carrier_hz, edge_hz);
        return integrate(spectrum_, spectrum_.mean, low_hz, high_hz) / (high_hz - low_hz) / floor_;
    }

private:
    bool quick_;
    dsp::spectrum::Spectrum spectrum_;
    double floor_ = 0;
};

// Where a raster point's carrier is looked for: half way to the next points, or as far as the crystal may move it where
// that is less.
catalog::FrequencyRange reach_of(double hz, const std::optional<PpmWindow>& crystal) {
    if (!crystal || 2e-6 * crystal->reach_ppm * hz > umts_raster_hz)
        return {hz - umts_raster_hz / 2, hz + umts_raster_hz / 2};
    return {hz * (1 + 1e-6 * crystal->low_ppm()), hz * (1 + 1e-6 * crystal->high_ppm())};
}

// Within a frame, either way round.
double apart_s(double a_samples, double b_samples, double sample_rate_hz) {
    const double frames = (a_samples - b_samples) / (frame_s * sample_rate_hz);
    return std::abs(frames - std::round(frames)) * frame_s;
}

void add(SearchResult found, double sample_rate_hz, SearchResult& all) {
    for (dsp::umts::Cell& cell : found.cells) {
        const auto same = std::find_if(all.cells.begin(), all.cells.end(), [&](const dsp::umts::Cell& other) {
            return is_shadow_of(cell, other, sample_rate_hz);
        });
        if (same == all.cells.end())
            all.cells.push_back(std::move(cell));
        else if (cell.rscp_dbfs > same->rscp_dbfs)
            *same = std::move(cell);
    }
    all.short_candidates.insert(all.short_candidates.end(), found.short_candidates.begin(),
                                found.short_candidates.end());
    for (std::size_t k = 0; k < all.refusals.size(); ++k) all.refusals[k] += found.refusals[k];
    if (found.best_psch_metric > all.best_psch_metric) {
        all.best_psch_metric = found.best_psch_metric;
        all.best_psch_offset_hz = found.best_psch_offset_hz;
    }
}

}  // namespace

dsp::umts::Crystal clock_by(const PpmWindow& crystal, double hz) {
    const bool finer =
        !umts_carrier_names(hz - lte_raster_hz).empty() || !umts_carrier_names(hz + lte_raster_hz).empty();
    return {.low_ppm = shown_by_clock_ppm(crystal.high_ppm()),
            .high_ppm = shown_by_clock_ppm(crystal.low_ppm()),
            .raster_hz = finer ? lte_raster_hz : umts_raster_hz};
}

double emptier_half_over_floor(const dsp::spectrum::Spectrum& spectrum, double floor_density, double offset_hz) {
    if (!(floor_density > 0)) return 0;
    std::vector<double> densities;
    const double edge_hz = dsp::spectrum::usable_share / 2 * spectrum.sample_rate_hz;
    constexpr double strip_hz = 2 * half_carrier_hz / strips;
    for (int k = 0; k < strips; ++k) {
        const double low_hz = offset_hz - half_carrier_hz + k * strip_hz;
        if (low_hz < -edge_hz || low_hz + strip_hz > edge_hz) continue;
        densities.push_back(integrate(spectrum, spectrum.mean, low_hz, low_hz + strip_hz) / strip_hz);
    }
    if (densities.empty()) return 0;
    std::sort(densities.begin(), densities.end());
    const auto half = static_cast<std::ptrdiff_t>((densities.size() + 1) / 2);
    return std::accumulate(densities.begin(), densities.begin() + half, 0.0) / static_cast<double>(half) /
           floor_density;
}

bool is_shadow_of(const dsp::umts::Cell& cell, const dsp::umts::Cell& other, double sample_rate_hz) {
    return cell.psc == other.psc && std::abs(cell.cfo_hz - other.cfo_hz) < carriers_apart_hz &&
           apart_s(cell.frame_start_sample, other.frame_start_sample, sample_rate_hz) < same_timing_s;
}

bool is_explained(double hz, std::span<const Explained> explained) {
    double hz_explained = 0;
    for (const Explained& known : explained)
        hz_explained +=
            std::max(0.0, std::min(known.high_hz, hz + half_carrier_hz) - std::max(known.low_hz, hz - half_carrier_hz));
    return hz_explained > explained_share * 2 * half_carrier_hz;
}

std::vector<SearchWindow> umts_windows(dsp::IqSpan block, const CapturedBand& band,
                                       std::span<const Explained> explained) {
    const double edge_hz = dsp::spectrum::usable_share / 2 * band.sample_rate_hz;
    if (!band.center_hz) {
        const double reach_hz = std::min(edge_hz, band.blind_reach_hz);
        return {{.low_hz = -reach_hz, .high_hz = reach_hz, .clock_ppm = band.clock_ppm}};
    }
    const double center_hz = *band.center_hz;
    const Likelihood likelihood(block, band.sample_rate_hz, band.quick);
    std::vector<Place> places;
    for (double hz = std::ceil((center_hz - edge_hz) / umts_step_hz) * umts_step_hz; hz <= center_hz + edge_hz;
         hz += umts_step_hz) {
        const bool between = std::remainder(hz, umts_raster_hz) != 0;
        if (between && (!band.one_crystal || umts_carrier_names(hz).empty())) continue;
        if (!wanted(hz, band) || is_explained(hz, explained)) continue;
        const double offset_hz = hz - center_hz;
        const double over_floor = likelihood.tells() ? likelihood(offset_hz) : 0;
        if (!band.quick && likelihood.tells() && over_floor < occupied) continue;
        places.push_back({offset_hz, likelihood.tells() ? over_floor : -std::abs(offset_hz)});
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.likelihood > b.likelihood; });
    std::vector<SearchWindow> windows;
    for (const Place& place : places) {
        const catalog::FrequencyRange around = reach_of(center_hz + place.offset_hz, band.crystal);
        const double low_hz = std::max(around.low_hz - center_hz, -edge_hz);
        const double high_hz = std::min(around.high_hz - center_hz, edge_hz);
        if (low_hz >= high_hz) continue;
        windows.push_back({.low_hz = low_hz,
                           .high_hz = high_hz,
                           .center_frequency_hz = center_hz,
                           .carrier_hz = place.offset_hz,
                           .clock_ppm = band.clock_ppm,
                           .quick = band.quick,
                           .by_pilots = band.by_pilots});
        if (band.one_crystal && band.crystal)
            windows.back().crystal = clock_by(*band.crystal, center_hz + place.offset_hz);
    }
    return windows;
}

SearchResult search_umts(UmtsSearch& search, dsp::IqSpan block, const CapturedBand& band,
                         std::span<const Explained> explained, const Progress& progress) {
    SearchResult all;
    const std::vector<SearchWindow> windows = umts_windows(block, band, explained);
    bool goes_on = true;
    for (std::size_t k = 0; k < windows.size() && goes_on; ++k) {
        const double middle_hz = (windows[k].low_hz + windows[k].high_hz) / 2;
        const bool taken = std::any_of(all.cells.begin(), all.cells.end(), [middle_hz](const dsp::umts::Cell& cell) {
            return std::abs(cell.cfo_hz - middle_hz) < carriers_apart_hz / 2;
        });
        if (taken) continue;
        add(search.search(block, windows[k],
                          [&](double share) {
                              goes_on = !progress || progress((static_cast<double>(k) + share) /
                                                              static_cast<double>(windows.size()));
                              return goes_on;
                          }),
            band.sample_rate_hz, all);
    }
    std::stable_sort(all.cells.begin(), all.cells.end(),
                     [](const dsp::umts::Cell& a, const dsp::umts::Cell& b) { return a.rscp_dbfs > b.rscp_dbfs; });
    return all;
}

}  // namespace boresight::survey
