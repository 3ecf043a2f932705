// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scan_job.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <system_error>

#include "radio/sigmf.h"
#include "radio/sigmf_paths.h"
#include "survey/earlier_cells.h"
#include "survey/likely_operators.h"

namespace boresight::app {

namespace {

// The file was finished when the recording ended.
std::int64_t start_by_file_date(const std::filesystem::path& recording, double length_s, const Clock& clock) {
    std::error_code error;
    const auto written = std::filesystem::last_write_time(radio::sigmf_paths(recording).data, error);
    if (error) return clock.wall_ns();
    const auto since_epoch = std::chrono::file_clock::to_sys(written).time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch).count() - std::llround(length_s * 1e9);
}

std::optional<double> polarization_deg(const std::string& word) {
    if (word == "vertical") return 0.0;
    if (word == "horizontal") return 90.0;
    return std::nullopt;
}

std::optional<Position> place_of(const radio::SigmfSegment& segment) {
    if (!segment.place) return std::nullopt;
    return Position{.latitude_deg = segment.place->latitude_deg,
                    .longitude_deg = segment.place->longitude_deg,
                    .height_m = segment.place->height_m};
}

bool to_be_kept(const ScanRequest& request, const ScanOutcome& outcome) {
    if (request.keeping == Keeping::when_origin_known) return outcome.wall_ns && outcome.position;
    return request.keeping == Keeping::always;
}

survey::RecordingOrigin origin_of(const ScanRequest& request, const radio::SigmfReader& recording,
                                  const ScanOutcome& outcome, const Clock& clock) {
    survey::RecordingOrigin origin;
    origin.name = outcome.name;
    origin.antenna = recording.meta().antenna_model;
    origin.settings = fmt::format("ppm-window {:g}", request.settings.ppm_window);
    origin.sample_rate_hz = outcome.sample_rate_hz;
    origin.position = outcome.position;
    origin.pose.azimuth_deg = recording.pose().azimuth_deg;
    origin.pose.elevation_deg = recording.pose().elevation_deg;
    origin.pose.polarization_deg = polarization_deg(recording.pose().polarization);
    origin.start_from_file_date = !outcome.wall_ns;
    origin.start_ns =
        outcome.wall_ns ? *outcome.wall_ns : start_by_file_date(request.recording, outcome.length_s, clock);
    return origin;
}

void keep(const ScanRequest& request, const radio::SigmfReader& recording, const Clock& clock, ScanOutcome& outcome) {
    try {
        outcome.kept =
            survey::record_scan(request.database, outcome.result, origin_of(request, recording, outcome, clock), clock);
    } catch (const Error& error) {
        outcome.keep_error = error;
    }
}

}  // namespace

ScanOutcome scan_recording_file(const ScanRequest& request, const Clock& clock, const survey::Progress& progress,
                                const survey::Searches& searches) {
    radio::SigmfReader recording(request.recording);
    const radio::SigmfSegment& first = recording.meta().segments.front();
    ScanOutcome outcome;
    outcome.name = recording.name();
    outcome.sample_rate_hz = recording.sample_rate_hz();
    outcome.length_s = recording.seconds();
    outcome.center_frequency_hz =
        request.settings.center_frequency_hz ? request.settings.center_frequency_hz : recording.center_frequency_hz();
    outcome.wall_ns = first.wall_ns;
    outcome.position = request.position ? request.position : place_of(first);
    outcome.notes = recording.meta().notes;
    survey::Searches chosen = searches;
    if (!request.lte) chosen.lte = {};
    if (!request.umts) chosen.umts = {};
    outcome.result = survey::scan_recording(recording, chosen, request.settings, progress);
    survey::name_from_earlier(request.database, outcome.result);
    // Where a recording was made only its own cells say.
    survey::name_by_band_plan(outcome.result, nullptr);
    outcome.microcells = mark_microcells(request.own, outcome.result.umts_cells);
    if (to_be_kept(request, outcome)) keep(request, recording, clock, outcome);
    return outcome;
}

}  // namespace boresight::app
