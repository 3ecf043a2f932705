// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/record_scan.h"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "platform/error.h"
#include "platform/version.h"
#include "store/reader.h"
#include "survey/keep_cell.h"
#include "survey/scan_rows.h"

namespace boresight::survey {

namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t kept_resolution_ns = 1'000;  // the store keeps microseconds

std::int64_t ns(double seconds) {
    return std::llround(seconds * second_ns);
}

std::int64_t start_of(const Stretch& stretch, const RecordingOrigin& origin) {
    if (stretch.wall_ns) return *stretch.wall_ns;
    return origin.start_ns + ns(static_cast<double>(stretch.first_sample) / origin.sample_rate_hz);
}

// A database that can't be read (a new one, an older one) holds nothing to compare with; the writer says what is wrong.
bool kept_before(const std::filesystem::path& database, const ScanResult& result, const RecordingOrigin& origin) try {
    if (!std::filesystem::exists(database)) return false;
    bool there = false;
    store::Reader reader(database);
    const std::int64_t start = result.stretches.empty() ? origin.start_ns : start_of(result.stretches.front(), origin);
    const store::ReadingFilter filter{.since_ns = start - kept_resolution_ns,
                                      .until_ns = start + ns(result.seconds) + second_ns,
                                      .session = std::nullopt,
                                      .rat = std::nullopt};
    reader.readings(filter, [&](const store::FullReading& full) {
        there = full.session.source_kind == "recording" && full.session.source_name == origin.name;
        return !there;
    });
    return there;
} catch (const Error&) {
    return false;
}

store::Dwell placed_dwell(const Stretch& stretch, const RecordingOrigin& origin) {
    store::Dwell dwell = dwell_of(stretch, start_of(stretch, origin), origin.sample_rate_hz);
    dwell.pose = origin.pose;
    dwell.position = origin.position;
    return dwell;
}

}  // namespace

Kept record_scan(const std::filesystem::path& database, const ScanResult& result, const RecordingOrigin& origin,
                 const Clock& clock) {
    if (kept_before(database, result, origin)) return {.readings = 0, .already_there = true};
    const std::string software = fmt::format("boresight {}", version());
    store::Writer writer(database, {.command = "boresight scan", .software = software}, clock);
    store::Session session;
    session.command = "scan";
    session.source_kind = "recording";
    session.source_name = origin.name;
    session.antenna = origin.antenna;
    session.config = origin.settings;
    session.software = software;
    const store::SessionId session_id = writer.begin_session(session);
    const store::SweepId sweep = writer.begin_sweep(session_id, {.purpose = "scan", .scale_offset_deg = std::nullopt});
    if (origin.start_from_file_date)
        writer.add_event({.kind = "time_from_file_date",
                          .detail = "the recording doesn't say when it was made; its file's date stands in",
                          .session = session_id,
                          .time_ns = std::nullopt});
    for (const Stretch& stretch : result.stretches) {
        const store::Dwell dwell = placed_dwell(stretch, origin);
        const store::DwellId dwell_id = writer.add_dwell(sweep, dwell);
        keep_readings(writer, dwell_id, stretch, dwell.start_ns);
    }
    const std::int64_t readings = writer.commit();
    writer.end_sweep(sweep, result.stopped ? store::SweepState::stopped : store::SweepState::done);
    writer.end_session(session_id);
    return {.readings = readings, .already_there = false};
}

}  // namespace boresight::survey
