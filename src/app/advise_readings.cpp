// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advise_readings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/advise_scan.h"
#include "platform/utc_time.h"

namespace boresight::app {

namespace {

constexpr std::int64_t sessions_looked_at = 1000;  // a log that ran since may have made many
constexpr std::int64_t day_ns = 24LL * 3600 * 1'000'000'000;
constexpr std::int64_t sweep_good_for_ns = 30 * day_ns;  // then a newer scan goes before it
constexpr std::int64_t scan_beside_ns = day_ns;          // before the sweep: what it heard belongs to the same visit
constexpr double same_place_deg = 0.002;                 // some 200 m

// The same as far as anybody told.
bool same_place(const std::optional<Position>& a, const std::optional<Position>& b) {
    return !a || !b ||
           (std::abs(a->latitude_deg - b->latitude_deg) < same_place_deg &&
            std::abs(a->longitude_deg - b->longitude_deg) < same_place_deg);
}

std::string time_words(std::int64_t time_ns) {
    return format_utc_minutes(time_ns) + " UTC";
}

std::vector<std::string> operator_names(store::Reader& reader, const survey::StoredSweep& stored) {
    std::vector<std::string> names;
    for (const survey::SweepCarrier& carrier : stored.origin.carriers) {
        names.emplace_back();
        for (const survey::SweepCell& cell : stored.cells) {
            if (cell.frequency_hz != carrier.frequency_hz || !names.back().empty()) continue;
            store::CellIdentity identity;
            identity.frequency_hz = cell.frequency_hz;
            identity.physical_id = cell.pci;
            identity.rat = cell.rat;
            names.back() = operator_of(reader, identity);
        }
    }
    return names;
}

std::optional<MeasuredSession> sweep_at(store::Reader& reader, MeasuredSession found,
                                        std::vector<std::string>& passed_over) {
    auto stored = survey::stored_sweep(reader, found.id);
    if (!stored) return std::nullopt;
    survey::LiveEstimate estimate = survey::estimate_again(*stored);
    if (!estimate.choice) {
        passed_over.push_back(fmt::format(
            "The sweep of {} isn't used: {}.", time_words(found.start_ns),
            stored->finished ? "too little was heard in it"
                             : fmt::format("it was broken off after {} stops (boresight aim --resume goes on with it)",
                                           stored->stops.size())));
        return std::nullopt;
    }
    for (const survey::SweepStopRecord& stop : stored->stops)
        for (const survey::CarrierDwell& carrier : stop.carriers) add_listened(carrier.dwell, found.listened);
    std::vector<std::string> names = operator_names(reader, *stored);
    found.sweep = MeasuredSweep{
        .stored = std::move(*stored), .estimate = std::move(estimate), .operator_names = std::move(names)};
    return found;
}

// What scans of that visit heard on carriers that the sweep didn't listen to.
void add_not_swept(const MeasuredSession& scan, MeasuredSession& sweep) {
    if (scan.start_ns < sweep.start_ns - scan_beside_ns || !same_place(scan.position, sweep.position)) return;
    if (scan.session.source_kind != sweep.session.source_kind) return;
    const auto& carriers = sweep.sweep->stored.origin.carriers;
    for (const advise::MeasuredCell& cell : scan.cells) {
        const bool swept = std::any_of(carriers.begin(), carriers.end(),
                                       [&](const auto& each) { return each.frequency_hz == cell.frequency_hz; });
        if (!swept) sweep.not_swept.push_back({cell, "the scan of " + time_words(scan.start_ns)});
    }
    sweep.listened.insert(sweep.listened.end(), scan.listened.begin(), scan.listened.end());
}

bool goes_before(const MeasuredSession& scan, const MeasuredSession& sweep) {
    return scan.start_ns > sweep.start_ns + sweep_good_for_ns || !same_place(scan.position, sweep.position);
}

}  // namespace

std::optional<MeasuredSession> newest_measured(store::Reader& reader) {
    const auto last = reader.last_session();
    if (!last) return std::nullopt;
    std::vector<MeasuredSession> scans;  // the newest first
    std::optional<MeasuredSession> sweep;
    std::vector<std::string> passed_over;
    for (std::int64_t id = last->value; id > 0 && id > last->value - sessions_looked_at; --id) {
        auto found = session_head(reader, {id});
        if (!found) continue;
        if (sweep && found->start_ns < sweep->start_ns - scan_beside_ns) break;
        if (found->session.command == survey::sweep_command) {
            if (!sweep) sweep = sweep_at(reader, std::move(*found), passed_over);
        } else if (found->session.command == "scan" && read_scan(reader, *found)) {
            scans.push_back(std::move(*found));
        }
    }
    if (!sweep || (!scans.empty() && goes_before(scans.front(), *sweep))) {
        if (scans.empty()) return std::nullopt;
        scans.front().passed_over = std::move(passed_over);
        return std::move(scans.front());
    }
    for (const MeasuredSession& scan : scans) add_not_swept(scan, *sweep);
    sweep->passed_over = std::move(passed_over);
    return sweep;
}

}  // namespace boresight::app
