// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trends_job.h"

#include <algorithm>
#include <array>

namespace boresight::app {

namespace {

constexpr std::array uneventful{"migrated", "time_from_file_date"};

}  // namespace

TrendsOutcome find_trends(const std::filesystem::path& database, const store::TimeSpan& span,
                          const survey::LocalTime& local_time, const std::function<bool(double share)>& go_on) {
    store::History history(database);
    const auto sessions = history.sessions();
    TrendsOutcome outcome;
    outcome.simulated = std::any_of(sessions.begin(), sessions.end(),
                                    [](const store::KnownSession& known) { return known.session.simulated; });
    for (const char* purpose : {"log", "scan"}) {
        survey::TrendCollector collector(history.cells(), sessions, local_time);
        bool any = false;
        history.dwells(span, [&](const store::HeardDwell& dwell, double share) {
            if (dwell.purpose == purpose) {
                collector.take(dwell);
                any = true;
            }
            outcome.stopped = !go_on(share);
            return !outcome.stopped;
        });
        history.events(span, [&](const store::Event& event) {
            if (std::find(uneventful.begin(), uneventful.end(), event.kind) == uneventful.end()) collector.take(event);
        });
        outcome.trends = collector.finish();
        outcome.heard_by = purpose;
        if (any || outcome.stopped) break;
    }
    return outcome;
}

}  // namespace boresight::app
