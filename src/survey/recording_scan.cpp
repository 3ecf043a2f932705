// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/recording_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/frequency_text.h"
#include "platform/error.h"
#include "survey/gather.h"
#include "survey/stretches.h"
#include "survey/umts_capture.h"
#include "survey/undecoded.h"

namespace boresight::survey {

namespace {

using dsp::lte::SearchWindow;

constexpr double lowest_cell_hz = 10e6;
constexpr double highest_cell_hz = 100e9;
constexpr double umts_overlap_s = 0.025;      // a block of its broadcast lasts 20 ms
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
        throw Error(Error::Kind::bad_input,
                    {.what = fmt::format("{:.0f} samples a second are too few for a cell", recording.sample_rate_hz()),
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

bool band_overlaps(catalog::Rat rat, double low_hz, double high_hz) {
    const auto& bands = catalog::bands(rat);
    return std::any_of(bands.begin(), bands.end(), [&](const catalog::Band& band) {
        return band.downlink && band.downlink->low_hz < high_hz && band.downlink->high_hz > low_hz;
    });
}

// Where UMTS carriers are looked for; empty: everywhere.
std::vector<catalog::FrequencyRange> umts_ranges(const ScanSettings& settings) {
    std::vector<catalog::FrequencyRange> ranges;
    if (settings.bands.empty() && settings.umts_anywhere) return ranges;
    for (const catalog::Band& band : catalog::bands(catalog::Rat::umts)) {
        const bool asked = settings.bands.empty()
                               ? band.regions != catalog::never_on_air
                               : std::any_of(settings.bands.begin(), settings.bands.end(),
                                             [&](const catalog::Band* of) { return of->number == band.number; });
        if (asked && band.downlink) ranges.push_back(*band.downlink);
    }
    return ranges.empty() ? std::vector<catalog::FrequencyRange>{{0, 0}} : ranges;
}

class RecordingScan {
public:
    RecordingScan(radio::SigmfReader& recording, const Searches& searches, const ScanSettings& settings,
                  const Progress& progress)
        : recording_(recording),
          rate_hz_(recording.sample_rate_hz()),
          lte_(searches.lte ? searches.lte(rate_hz_) : nullptr),
          umts_(searches.umts ? searches.umts(rate_hz_) : nullptr),
          umts_ranges_(umts_ranges(settings)),
          settings_(settings),
          progress_(progress),
          gathering_(rate_hz_, {.reach_ppm = settings.ppm_window}) {
        gathering_.searched(lte_ != nullptr, umts_ != nullptr);
    }

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
        const auto before = static_cast<std::uint64_t>(umts_ ? umts_overlap_s * rate_hz_ : 0);
        const std::uint64_t first =
            std::max(stretch.segment_start, stretch.first_sample - std::min(stretch.first_sample, before));
        const std::uint64_t earlier = stretch.first_sample - first;
        const radio::Block block = recording_.range(first, static_cast<std::size_t>(stretch.samples + earlier));
        const dsp::IqSpan samples = dsp::IqSpan(block.samples).subspan(static_cast<std::size_t>(earlier));
        stretch.level_dbfs = level_dbfs(samples);
        stretch.clipped_share = block.clipped_share;
        if (lte_) search_lte(samples, stretch);
        if (umts_ && !stopped_) search_umts(block.samples, first, stretch);
        searched_ += stretch.samples;
    }

    // Of the work on a stretch, from one share of it to another.
    Progress reporting(const Stretch& stretch, double from, double to) {
        return [this, &stretch, from, to](double share) {
            const double of_stretch = from + (to - from) * share;
            const double samples = static_cast<double>(searched_) + of_stretch * static_cast<double>(stretch.samples);
            share_done_ = samples / static_cast<double>(planned_);
            if (progress_ && !progress_(share_done_)) stopped_ = true;
            return !stopped_;
        };
    }

    double lte_share() const { return umts_ ? 0.5 : 1.0; }

    void search_lte(dsp::IqSpan samples, Stretch& stretch) {
        const auto windows = search_windows(rate_hz_, stretch.center_frequency_hz, settings_);
        const double each = lte_share() / static_cast<double>(std::max<std::size_t>(1, windows.size()));
        for (std::size_t k = 0; k < windows.size() && !stopped_; ++k) {
            const double from = each * static_cast<double>(k);
            const auto found = lte_->search(samples, windows[k], reporting(stretch, from, from + each));
            gathering_.take(found, with_edges(windows[k], rate_hz_), stretch);
        }
    }

    void search_umts(dsp::IqSpan samples, std::uint64_t first_sample, Stretch& stretch) {
        std::vector<Explained> explained;
        for (const ScanCell& cell : stretch.cells) {
            Explained known = explained_by(cell, {});
            const double center_hz = stretch.center_frequency_hz.value_or(0);
            explained.push_back({known.low_hz + center_hz, known.high_hz + center_hz});
        }
        const CapturedBand band{.sample_rate_hz = rate_hz_,
                                .center_hz = stretch.center_frequency_hz,
                                .blind_reach_hz = window_without_frequency_hz,
                                .wanted = umts_ranges_};
        const double from = lte_ ? lte_share() : 0;
        gathering_.take(survey::search_umts(*umts_, samples, band, explained, reporting(stretch, from, 1)),
                        first_sample, stretch);
    }

    // By the first piece.
    std::vector<Undecoded> undecoded_of(const ScanResult& result) {
        const Stretch& first = result.stretches.front();
        const radio::Block block = recording_.range(first.first_sample, static_cast<std::size_t>(first.samples));
        return undecoded_in(block.samples, rate_hz_, first.center_frequency_hz, result, settings_.ppm_window);
    }

    std::optional<bool> band_in_capture(const std::vector<Stretch>& stretches) const {
        if (stretches.empty() || !stretches.front().center_frequency_hz) return std::nullopt;
        const double half = rate_hz_ / 2;
        return std::any_of(stretches.begin(), stretches.end(), [this, half](const Stretch& stretch) {
            if (!stretch.center_frequency_hz) return false;
            const double low_hz = *stretch.center_frequency_hz - half, high_hz = *stretch.center_frequency_hz + half;
            return (lte_ && band_overlaps(catalog::Rat::lte, low_hz, high_hz)) ||
                   (umts_ && band_overlaps(catalog::Rat::umts, low_hz, high_hz));
        });
    }

    radio::SigmfReader& recording_;
    double rate_hz_;
    std::unique_ptr<CellSearch> lte_;   // null: not searched for
    std::unique_ptr<UmtsSearch> umts_;  // likewise
    std::vector<catalog::FrequencyRange> umts_ranges_;
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

ScanResult scan_recording(radio::SigmfReader& recording, const Searches& searches, const ScanSettings& settings,
                          const Progress& progress) {
    check(recording, settings);
    return RecordingScan(recording, searches, settings, progress).run();
}

}  // namespace boresight::survey
