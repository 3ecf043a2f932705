// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/recording_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/frequency_text.h"
#include "dsp/core/decibel.h"
#include "platform/error.h"
#include "survey/carrier_names.h"
#include "survey/carrier_raster.h"
#include "survey/findings.h"
#include "survey/merge.h"
#include "survey/stretches.h"

namespace boresight::survey {

namespace {

using dsp::lte::SearchWindow;

constexpr double lowest_cell_hz = 10e6;
constexpr double highest_cell_hz = 100e9;
constexpr double half_six_blocks_hz = 540e3;  // six resource blocks must fit either side of a carrier

double farthest_offset_hz(double sample_rate_hz) {
    return sample_rate_hz / 2 - half_six_blocks_hz;
}

Error wrong_frequency(const radio::SigmfReader& recording, double hz) {
    std::string fix = "Write it in Hz, or give it with --frequency";
    for (const double unit_hz : {1e6, 1e9, 1e3})
        if (hz * unit_hz > lowest_cell_hz && hz * unit_hz < highest_cell_hz)
            fix = fmt::format("If {} is meant, write {:.0f} or give --frequency {:g}M",
                              catalog::frequency_text(hz * unit_hz), hz * unit_hz, hz * unit_hz / 1e6);
    return Error(Error::Kind::bad_input, {.what = fmt::format("{:g} Hz is no frequency of a cell", hz),
                                          .where = recording.name() + ".sigmf-meta, core:frequency",
                                          .expected = "the frequency that the radio was tuned to, in Hz",
                                          .fix = fix});
}

std::optional<double> center_of(const radio::SigmfSegment& segment, const ScanSettings& settings) {
    return settings.center_frequency_hz ? settings.center_frequency_hz : segment.frequency_hz;
}

void check_bands(const radio::SigmfReader& recording, const ScanSettings& settings) {
    const auto& segments = recording.meta().segments;
    for (const radio::SigmfSegment& segment : segments)
        if (!center_of(segment, settings))
            throw Error(Error::Kind::bad_input, {.what = "the recording doesn't say its frequency",
                                                 .where = "--band",
                                                 .expected = "a recording whose frequency is known",
                                                 .fix = "Give it with --frequency, or leave --band out"});
    const double rate = recording.sample_rate_hz();
    if (std::any_of(segments.begin(), segments.end(), [&](const radio::SigmfSegment& segment) {
            return !search_windows(rate, center_of(segment, settings), settings).empty();
        }))
        return;
    const double center = *center_of(segments.front(), settings);
    throw Error(Error::Kind::bad_input, {.what = fmt::format("the band isn't in the recording, which holds {}",
                                                             catalog::range_text(center - rate / 2, center + rate / 2)),
                                         .where = "--band " + settings.bands.front()->label,
                                         .expected = "a band of the recording",
                                         .fix = "Leave --band out to search all of it"});
}

void check(const radio::SigmfReader& recording, const ScanSettings& settings) {
    if (recording.sample_rate_hz() < least_lte_rate_hz)
        throw Error(Error::Kind::bad_input, {.what = fmt::format("{:.0f} samples a second are too few for an LTE cell",
                                                                 recording.sample_rate_hz()),
                                             .where = recording.name() + ".sigmf-meta, core:sample_rate",
                                             .expected = fmt::format("{:.0f} or more", least_lte_rate_hz),
                                             .fix = "Record again at a higher rate"});
    for (const radio::SigmfSegment& segment : recording.meta().segments) {
        const std::optional<double> hz = center_of(segment, settings);
        if (hz && (*hz < lowest_cell_hz || *hz > highest_cell_hz)) throw wrong_frequency(recording, *hz);
    }
    if (!settings.bands.empty()) check_bands(recording, settings);
}

// Overlapping windows become one, so that no carrier is searched twice.
std::vector<SearchWindow> united(std::vector<SearchWindow> windows) {
    std::sort(windows.begin(), windows.end(), [](const auto& a, const auto& b) { return a.low_hz < b.low_hz; });
    std::vector<SearchWindow> out;
    for (const SearchWindow& window : windows) {
        if (!out.empty() && window.low_hz <= out.back().high_hz)
            out.back().high_hz = std::max(out.back().high_hz, window.high_hz);
        else
            out.push_back(window);
    }
    return out;
}

SearchWindow with_edges(SearchWindow window, double sample_rate_hz) {
    if (window.low_hz == 0 && window.high_hz == 0) {
        window.low_hz = -farthest_offset_hz(sample_rate_hz);
        window.high_hz = farthest_offset_hz(sample_rate_hz);
    }
    return window;
}

bool band_overlaps(double low_hz, double high_hz) {
    const auto& bands = catalog::bands(catalog::Rat::lte);
    return std::any_of(bands.begin(), bands.end(), [&](const catalog::Band& band) {
        return band.downlink && band.downlink->low_hz < high_hz && band.downlink->high_hz > low_hz;
    });
}

class RecordingScan {
public:
    RecordingScan(radio::SigmfReader& recording, CellSearch& search, const ScanSettings& settings,
                  const Progress& progress)
        : recording_(recording), search_(search), settings_(settings), progress_(progress) {}

    ScanResult run() {
        result_.stretches = plan_stretches(recording_.meta(), recording_.length(), settings_.seconds);
        for (const Stretch& stretch : result_.stretches) planned_ += stretch.samples;
        std::size_t done = 0;
        while (done < result_.stretches.size() && !result_.stopped) listen(result_.stretches[done++]);
        result_.stretches.resize(done);
        settle_level();
        put_on_carriers();
        result_.cells = merge_cells(result_.stretches, recording_.sample_rate_hz());
        settle_short_cells();
        result_.findings = explain(result_, best_, band_in_capture());
        return std::move(result_);
    }

private:
    void listen(Stretch& stretch) {
        if (settings_.center_frequency_hz) stretch.center_frequency_hz = settings_.center_frequency_hz;
        const radio::Block block = recording_.range(stretch.first_sample, static_cast<std::size_t>(stretch.samples));
        stretch.level_dbfs = level_dbfs(block.samples);
        stretch.clipped_share = block.clipped_share;
        const auto windows = search_windows(recording_.sample_rate_hz(), stretch.center_frequency_hz, settings_);
        for (std::size_t k = 0; k < windows.size() && !result_.stopped; ++k) {
            const auto report = [&](double share) {
                const double of_stretch = (static_cast<double>(k) + share) / static_cast<double>(windows.size());
                const double samples =
                    static_cast<double>(searched_) + of_stretch * static_cast<double>(stretch.samples);
                share_done_ = samples / static_cast<double>(planned_);
                if (progress_ && !progress_(share_done_)) result_.stopped = true;
                return !result_.stopped;
            };
            take(search_.search(block.samples, windows[k], report), windows[k], stretch);
        }
        searched_ += stretch.samples;
    }

    void take(const dsp::lte::SearchResult& found, const SearchWindow& window, Stretch& stretch) {
        for (const dsp::lte::Cell& cell : found.cells) {
            ScanCell heard;
            heard.cell = cell;
            heard.cell.frame_start_sample += static_cast<double>(stretch.first_sample);
            stretch.cells.push_back(std::move(heard));
        }
        for (const dsp::lte::ShortCandidate& candidate : found.short_candidates)
            short_.push_back({candidate, stretch.center_frequency_hz});
        for (std::size_t k = 0; k < result_.refusals.size(); ++k) result_.refusals[k] += found.refusals[k];
        if (found.best_pss_metric > best_.metric)
            best_ = {found.best_pss_metric, found.best_pss_offset_hz, with_edges(window, recording_.sample_rate_hz())};
    }

    void settle_level() {
        double power = 0, clipped = 0, samples = 0;
        for (const Stretch& stretch : result_.stretches) {
            const auto n = static_cast<double>(stretch.samples);
            power += n * dsp::power_from_db(stretch.level_dbfs);
            clipped += n * stretch.clipped_share;
            samples += n;
        }
        result_.seconds = samples / recording_.sample_rate_hz();
        result_.share_done = result_.stopped ? share_done_ : 1;
        result_.level_dbfs = dsp::db_from_power(power / std::max(1.0, samples));
        result_.clipped_share = clipped / std::max(1.0, samples);
        result_.best_pss_metric = best_.metric;
    }

    // Cells count from their raster points; those farther off than the radio's error allows are set aside.
    void put_on_carriers() {
        std::vector<Sighting> sightings;
        for (const Stretch& stretch : result_.stretches)
            for (const ScanCell& heard : stretch.cells)
                if (stretch.center_frequency_hz)
                    sightings.push_back({*stretch.center_frequency_hz + heard.cell.cfo_hz, heard.cell.duplex});
        const RasterAssignment raster = assign_raster(sightings, settings_.ppm_window);
        common_ppm_ = raster.common_ppm;
        std::size_t next = 0;
        for (Stretch& stretch : result_.stretches) {
            if (!stretch.center_frequency_hz) continue;
            std::vector<ScanCell> inside;
            for (ScanCell& heard : stretch.cells) {
                const Sighting& sighting = sightings[next];
                heard.frequency_hz = raster.frequency_hz[next++];
                heard.cell.cfo_hz = sighting.seen_hz - *heard.frequency_hz;
                heard.carriers = carrier_names(*heard.frequency_hz, sighting.duplex);
                const double off_ppm = std::abs(heard.cell.cfo_hz) / *heard.frequency_hz * 1e6;
                if (off_ppm > settings_.ppm_window)
                    add_short({heard.cell.pci, ShortCell::Why::outside_window, heard.frequency_hz, heard.cell.cfo_hz,
                               off_ppm, settings_.ppm_window});
                else
                    inside.push_back(std::move(heard));
            }
            stretch.cells = std::move(inside);
        }
    }

    void settle_short_cells() {
        for (const auto& [candidate, center_hz] : short_) {
            const auto why = candidate.only_mib_missing ? ShortCell::Why::no_mib : ShortCell::Why::reference_signals;
            ShortCell cell{candidate.pci,          why, std::nullopt, candidate.cfo_hz, candidate.crs_metric,
                           candidate.crs_threshold};
            if (center_hz) {
                const double seen_hz = *center_hz + candidate.cfo_hz;
                cell.frequency_hz = std::round(seen_hz / (1 + common_ppm_ * 1e-6) / lte_raster_hz) * lte_raster_hz;
                cell.cfo_hz = seen_hz - *cell.frequency_hz;
            }
            add_short(cell);
        }
        std::stable_sort(result_.short_cells.begin(), result_.short_cells.end(),
                         [](const ShortCell& a, const ShortCell& b) { return a.closeness() > b.closeness(); });
    }

    // Once an identity and carrier, and not at all where the cell was assured in another piece.
    void add_short(const ShortCell& cell) {
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

    std::optional<bool> band_in_capture() const {
        if (result_.stretches.empty() || !result_.stretches.front().center_frequency_hz) return std::nullopt;
        const double half = recording_.sample_rate_hz() / 2;
        return std::any_of(result_.stretches.begin(), result_.stretches.end(), [half](const Stretch& stretch) {
            return stretch.center_frequency_hz &&
                   band_overlaps(*stretch.center_frequency_hz - half, *stretch.center_frequency_hz + half);
        });
    }

    struct Candidate {
        dsp::lte::ShortCandidate candidate;
        std::optional<double> center_hz;
    };

    radio::SigmfReader& recording_;
    CellSearch& search_;
    const ScanSettings& settings_;
    const Progress& progress_;
    ScanResult result_;
    std::vector<Candidate> short_;
    BestCorrelation best_;
    double common_ppm_ = 0;
    double share_done_ = 0;
    std::uint64_t planned_ = 0, searched_ = 0;
};

}  // namespace

// What made a recording may have had a down-converter with a crystal of its own, or been resampled: its clock is left
// free within the same limits as its frequency.
std::vector<SearchWindow> search_windows(double sample_rate_hz, std::optional<double> center_frequency_hz,
                                         const ScanSettings& settings) {
    const double reach = farthest_offset_hz(sample_rate_hz);
    if (!center_frequency_hz)
        return {{.low_hz = -std::min(reach, window_without_frequency_hz),
                 .high_hz = std::min(reach, window_without_frequency_hz),
                 .free_clock_ppm = settings.ppm_window}};
    const double center = *center_frequency_hz;
    if (settings.bands.empty()) return {{.center_frequency_hz = center, .free_clock_ppm = settings.ppm_window}};
    std::vector<SearchWindow> windows;
    for (const catalog::Band* band : settings.bands) {
        if (!band->downlink) continue;
        const double margin_hz = center * settings.ppm_window * 1e-6;
        const SearchWindow window{.low_hz = std::max(-reach, band->downlink->low_hz - margin_hz - center),
                                  .high_hz = std::min(reach, band->downlink->high_hz + margin_hz - center),
                                  .center_frequency_hz = center,
                                  .free_clock_ppm = settings.ppm_window};
        if (window.low_hz < window.high_hz) windows.push_back(window);
    }
    return united(std::move(windows));
}

ScanResult scan_recording(radio::SigmfReader& recording, const MakeSearch& make_search, const ScanSettings& settings,
                          const Progress& progress) {
    check(recording, settings);
    const std::unique_ptr<CellSearch> search = make_search(recording.sample_rate_hz());
    return RecordingScan(recording, *search, settings, progress).run();
}

}  // namespace boresight::survey
