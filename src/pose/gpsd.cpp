// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/gpsd.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "platform/error.h"
#include "platform/utc_time.h"

namespace boresight::pose {

namespace {

using Json = nlohmann::json;
using Outcome = Gpsd::Outcome;
using std::chrono::milliseconds;

constexpr milliseconds connect_patience{3000};
constexpr int least_mode = 2;  // a fix in latitude and longitude
constexpr double usual_error_m = 10;
constexpr double sigmas_of_95 = 2.45;  // gpsd's errors hold 95 %; of two directions together
constexpr double most_error_m = 100'000;
constexpr int most_broken_lines = 3;
constexpr const char* watch = "?WATCH={\"enable\":true,\"json\":true};\n";

std::optional<double> number(const Json& object, const char* key, double low, double high) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    const double value = found->get<double>();
    return value >= low && value <= high ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> time_of(const Json& object) {
    const auto found = object.find("time");
    if (found == object.end() || !found->is_string()) return std::nullopt;
    try {
        return parse_utc(found->get_ref<const std::string&>(), "gpsd");
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::optional<GpsFix> fix_of(const Json& report) {
    if (number(report, "mode", 0, 3).value_or(0) < least_mode) return std::nullopt;
    const auto latitude_deg = number(report, "lat", -90, 90), longitude_deg = number(report, "lon", -180, 180);
    const auto utc_ns = time_of(report);
    if (!latitude_deg || !longitude_deg || !utc_ns) return std::nullopt;
    GpsFix fix{.position = {*latitude_deg, *longitude_deg, {}}, .utc_ns = *utc_ns};
    for (const char* key : {"altMSL", "alt"})
        if (!fix.position.height_m) fix.position.height_m = number(report, key, -500, 100'000);
    const auto both_m = number(report, "eph", 0, most_error_m);
    const auto east_m = number(report, "epx", 0, most_error_m), north_m = number(report, "epy", 0, most_error_m);
    if (both_m)
        fix.error_m = *both_m / sigmas_of_95;
    else
        fix.error_m = east_m && north_m ? std::max(*east_m, *north_m) / 2 : usual_error_m;
    return fix;
}

}  // namespace

GpsdReport parse_gpsd_line(std::string_view line) {
    const Json report = Json::parse(line, nullptr, false);
    if (!report.is_object()) return {.kind = GpsdReport::Kind::broken};
    const auto kind = report.find("class");
    if (kind == report.end() || !kind->is_string()) return {.kind = GpsdReport::Kind::broken};
    if (*kind == "DEVICES") {
        const auto devices = report.find("devices");
        const bool listed = devices != report.end() && devices->is_array();
        return {.kind = GpsdReport::Kind::receivers, .receivers = listed ? devices->size() : 0};
    }
    if (*kind != "TPV") return {};
    const auto fix = fix_of(report);
    return {.kind = fix ? GpsdReport::Kind::fix : GpsdReport::Kind::no_fix, .fix = fix};
}

Outcome Gpsd::connect(milliseconds patience, StopToken stop) {
    using Link = LineConnection::Outcome;
    Link outcome = connection_.open(address_, std::min(patience, connect_patience), stop);
    if (outcome == Link::done) outcome = connection_.send(watch, connect_patience, stop);
    if (outcome == Link::stopped) return Outcome::stopped;
    return outcome == Link::done ? Outcome::fix : Outcome::gone;
}

Outcome Gpsd::next(GpsFix& fix, milliseconds patience, StopToken stop) {
    const auto until = std::chrono::steady_clock::now() + patience;
    if (!connection_.is_open())
        if (const Outcome connected = connect(patience, stop); connected != Outcome::fix) return connected;
    Outcome so_far = Outcome::no_fix;
    int broken_lines = 0;
    std::string line;
    for (;;) {
        const auto left = std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now());
        switch (connection_.receive(line, std::max(left, milliseconds(0)), stop)) {
            case LineConnection::Outcome::done: break;
            case LineConnection::Outcome::late: return so_far;
            case LineConnection::Outcome::stopped: return Outcome::stopped;
            case LineConnection::Outcome::gone:
                connection_.close();
                return broken_lines > 0 ? Outcome::nonsense : Outcome::gone;
        }
        const GpsdReport report = parse_gpsd_line(line);
        if (report.fix) {
            fix = *report.fix;
            return Outcome::fix;
        }
        if (report.kind == GpsdReport::Kind::receivers)
            so_far = report.receivers == 0 ? Outcome::no_receiver : Outcome::no_fix;
        if (report.kind == GpsdReport::Kind::broken && ++broken_lines >= most_broken_lines) {
            connection_.close();
            return Outcome::nonsense;
        }
    }
}

std::optional<GpsFix> wait_for_fix(Gpsd& gpsd, milliseconds patience, StopToken stop) {
    const auto fail = [&](std::string what, std::string expected, std::string fix) {
        throw Error(Error::Kind::missing, {.what = std::move(what),
                                           .where = "gpsd at " + gpsd.address().text(),
                                           .expected = std::move(expected),
                                           .fix = std::move(fix)});
    };
    GpsFix fix;
    switch (gpsd.next(fix, patience, stop)) {
        case Outcome::fix: return fix;
        case Outcome::stopped: break;
        case Outcome::no_fix:
            fail(fmt::format("the receiver has no fix after {} s", patience.count() / 1000), "a position",
                 "Take it under the open sky, or type the place with --at LAT,LON");
            break;
        case Outcome::no_receiver:
            fail("gpsd has no receiver", "one that is plugged in", "Plug it in and see \"gpspipe -w\"");
            break;
        case Outcome::nonsense:
            fail("what answers isn't gpsd", "gpsd's JSON", "Give its address as in --at gps:HOST:PORT");
            break;
        case Outcome::gone:
            fail("nobody answers, or the connection was closed", "a running gpsd",
                 "Start it (package gpsd), or type the place with --at LAT,LON");
            break;
    }
    return std::nullopt;
}

}  // namespace boresight::pose
