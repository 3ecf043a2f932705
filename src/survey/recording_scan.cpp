// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/recording_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/frequency_text.h"
#include "platform/error.h"
#include "survey/gather.h"
#include "survey/stretches.h"
#include "survey/undecoded.h"

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
        : recording_(recording),
          search_(search),
          settings_(settings),
          progress_(progress),
          gathering_(recording.sample_rate_hz(), {.reach_ppm = settings.ppm_window}) {}

    ScanResult run() {
        std::vector<Stretch> stretches = plan_stretches(recording_.meta(), recording_.length(), settings_.seconds);
        for (const Stretch& stretch : stretches) planned_ += stretch.samples;
        std::size_t done = 0;
        while (done < stretches.size() && !stopped_) listen(stretches[done++]);
        stretches.resize(done);
        const std::optional<bool> in_band = band_in_capture(stretches);
        ScanResult result = gathering_.finish(std::move(stretches), stopped_, share_done_, in_band);
        if (!stopped_ && !result.stretches.empty()) result.undecoded = undecoded_of(result);
        explain_by_likeness(result);
        return result;
    }

private:
    void listen(Stretch& stretch) {
        if (settings_.center_frequency_hz) stretch.center_frequency_hz = settings_.center_frequency_hz;
        const radio::Block block = recording_.range(stretch.first_sample, static_cast<std::size_t>(stretch.samples));
        stretch.level_dbfs = level_dbfs(block.samples);
        stretch.clipped_share = block.clipped_share;
        const auto windows = search_windows(recording_.sample_rate_hz(), stretch.center_frequency_hz, settings_);
        for (std::size_t k = 0; k < windows.size() && !stopped_; ++k) {
            const auto report = [&](double share) {
                const double of_stretch = (static_cast<double>(k) + share) / static_cast<double>(windows.size());
                const double samples =
                    static_cast<double>(searched_) + of_stretch * static_cast<double>(stretch.samples);
                share_done_ = samples / static_cast<double>(planned_);
                if (progress_ && !progress_(share_done_)) stopped_ = true;
                return !stopped_;
            };
            const auto found = search_.search(block.samples, windows[k], report);
            gathering_.take(found, with_edges(windows[k], recording_.sample_rate_hz()), stretch);
        }
        searched_ += stretch.samples;
    }

    // By the first piece.
    std::vector<Undecoded> undecoded_of(const ScanResult& result) {
        const Stretch& first = result.stretches.front();
        const radio::Block block = recording_.range(first.first_sample, static_cast<std::size_t>(first.samples));
        return undecoded_in(block.samples, recording_.sample_rate_hz(), first.center_frequency_hz, result.cells,
                            settings_.ppm_window);
    }

    std::optional<bool> band_in_capture(const std::vector<Stretch>& stretches) const {
        if (stretches.empty() || !stretches.front().center_frequency_hz) return std::nullopt;
        const double half = recording_.sample_rate_hz() / 2;
        return std::any_of(stretches.begin(), stretches.end(), [half](const Stretch& stretch) {
            return stretch.center_frequency_hz &&
                   band_overlaps(*stretch.center_frequency_hz - half, *stretch.center_frequency_hz + half);
        });
    }

    radio::SigmfReader& recording_;
    CellSearch& search_;
    const ScanSettings& settings_;
    const Progress& progress_;
    Gathering gathering_;
    bool stopped_ = false;
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
