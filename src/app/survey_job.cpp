// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/survey_job.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/error.h"
#include "survey/live_dwell.h"

namespace boresight::app {

namespace {

constexpr std::int64_t look_again_ns = 500'000'000;  // for a position
constexpr std::int64_t stale_ns = 5'000'000'000;

survey::SweepOrigin origin_of(const radio::Radio& radio, const SurveyRequest& request) {
    survey::SweepOrigin origin{.radio = radio.name().arguments,
                               .antenna = request.antenna,
                               .operator_name = request.who.of ? request.who.of->brand : "",
                               .site = request.site,
                               .hotspot = request.who.hotspot ? request.who.hotspot->id : "",
                               .country = request.who.country ? request.who.country->iso : "",
                               .reach = radio.limits().tuner,
                               .not_heard = request.not_heard,
                               .place = request.place,
                               .simulated = radio.name().simulated};
    origin.setting.position = request.position;
    origin.setting.compare_polarizations = false;
    origin.setting.scale = request.scale;
    origin.setting.plan.dwell_s = request.dwell_s;
    origin.carriers = request.carriers;
    return origin;
}

Error gone(const radio::Radio& radio, std::size_t dwells) {
    return Error(Error::Kind::fault,
                 {.what = fmt::format("the radio is gone; {} kept before",
                                      dwells == 1 ? "the dwell was" : fmt::format("{} dwells were", dwells)),
                  .where = radio.name().label,
                  .expected = "samples",
                  .fix = "Plug it in again and go on: the same command adds to this survey"});
}

class Surveyor {
public:
    Surveyor(radio::Radio& radio, const SurveyRequest& request)
        : radio_(radio),
          request_(request),
          ear_(radio, request.carriers),
          recorder_(request.database, origin_of(radio, request), radio.clock(), survey::survey_command) {}

    survey::DwellEnd dwell(const std::function<bool(double)>& progress, StopToken stop) {
        record_ = {};
        const survey::DwellEnd end =
            ear_.measure({.seconds = ear_.dwell_s(request_.dwell_s), .search = true}, progress, stop, record_);
        if (end == survey::DwellEnd::unplugged) throw gone(radio_, dwells_);
        return end;
    }

    // Whether there are enough looks at each carrier, of a dwell that was stopped.
    bool tells() const {
        return !record_.carriers.empty() &&
               std::all_of(record_.carriers.begin(), record_.carriers.end(), [](const survey::CarrierDwell& carrier) {
                   return carrier.looks_taken >= survey::least_looks;
               });
    }

    void keep(const std::optional<Position>& position) {
        for (survey::CarrierDwell& carrier : record_.carriers) {
            carrier.dwell.position = position;
            carrier.dwell.pose.azimuth_deg = request_.azimuth_deg;
        }
        recorder_.keep(record_, ear_.cells());
        ++dwells_;
    }

    SurveyOutcome finish(SurveyEnd end) {
        recorder_.finish(end == SurveyEnd::done ? store::SweepState::done : store::SweepState::stopped);
        return {.end = end, .dwells = dwells_, .kept_readings = recorder_.readings()};
    }

    std::size_t dwells() const { return dwells_; }

private:
    radio::Radio& radio_;
    const SurveyRequest& request_;
    survey::LiveDwell ear_;
    survey::SweepRecorder recorder_;
    survey::SweepStopRecord record_;
    std::size_t dwells_ = 0;
};

// In the middle of a dwell: half of the way between where it began and ended.
Position between(const Position& a, const Position& b) {
    Position out{.latitude_deg = (a.latitude_deg + b.latitude_deg) / 2,
                 .longitude_deg = (a.longitude_deg + b.longitude_deg) / 2};
    if (a.height_m && b.height_m) out.height_m = (*a.height_m + *b.height_m) / 2;
    return out;
}

bool fresh(const std::optional<pose::Fix>& fix, const Clock& machine) {
    return fix && machine.wall_ns() - fix->wall_ns < stale_ns;
}

}  // namespace

SurveyOutcome measure_spot(radio::Radio& radio, const SurveyRequest& request,
                           const std::function<bool(double)>& progress, StopToken stop) {
    Surveyor surveyor(radio, request);
    const bool stopped = surveyor.dwell(progress, stop) == survey::DwellEnd::stopped;
    if (!stopped || surveyor.tells()) surveyor.keep(request.position);
    return surveyor.finish(stopped ? SurveyEnd::stopped : SurveyEnd::done);
}

SurveyOutcome measure_walk(radio::Radio& radio, const SurveyRequest& request, pose::PositionSource& source,
                           const WalkEvents& events, StopToken stop) {
    SystemClock machine;  // a position is of the machine's time, whatever world the radio is in
    Surveyor surveyor(radio, request);
    bool waited = false;
    while (!stop.stop_requested()) {
        const auto before = source.latest();
        if (!fresh(before, machine)) {
            if (!waited && events.waits) events.waits();
            waited = true;
            machine.sleep_until(machine.monotonic_ns() + look_again_ns);
            continue;
        }
        waited = false;
        const bool stopped = surveyor.dwell(events.progress, stop) != survey::DwellEnd::done;
        const auto after = source.latest();
        // Without a place nobody knows where that was.
        if (fresh(after, machine) && (!stopped || surveyor.tells())) {
            surveyor.keep(between(before->position, after->position));
            if (events.dwelt) events.dwelt(surveyor.dwells(), *after);
        }
        if (stopped) break;
    }
    return surveyor.finish(surveyor.dwells() == 0 && waited ? SurveyEnd::no_position : SurveyEnd::stopped);
}

std::vector<survey::SweepCarrier> carriers_of(const survey::StoredSurvey& survey) {
    std::vector<survey::SweepCarrier> carriers = survey.origin.carriers;
    for (survey::SweepCarrier& carrier : carriers)
        for (const survey::SweepCell& cell : survey.cells)
            if (cell.frequency_hz == carrier.frequency_hz) carrier.cells.push_back(cell);
    return carriers;
}

}  // namespace boresight::app
