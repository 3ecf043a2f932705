// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/survey_measure.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <numbers>

#include "app/aim_job.h"
#include "app/aim_setting.h"
#include "catalog/name_key.h"
#include "cli/aim_live.h"
#include "cli/aim_person.h"
#include "cli/arguments.h"
#include "cli/place_argument.h"
#include "cli/progress.h"
#include "cli/signal_words.h"
#include "cli/table.h"
#include "platform/error.h"
#include "pose/gps_positions.h"

namespace boresight::cli {

namespace {

constexpr double headroom_db = 6;  // another spot may be louder than the first
constexpr double metres_per_degree = 111'320;
constexpr const char* place_key = "place_m";  // of a made world's receiver

// "EAST,NORTH" or "EAST,NORTH,HEIGHT" in metres.
void read_offset(const std::string& text, survey::SpotPlace& place) {
    const std::vector<std::string> parts = catalog::split(text, ',');
    if (parts.size() != 2 && parts.size() != 3)
        throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" isn't a place", text),
                                             .where = "--offset",
                                             .expected = "metres east and north of the survey's zero, as in 4,-2.5",
                                             .fix = ""});
    place.east_m = number_argument("--offset", parts[0], -100'000, 100'000, "metres");
    place.north_m = number_argument("--offset", parts[1], -100'000, 100'000, "metres");
    if (parts.size() == 3) place.height_m = number_argument("--offset", parts[2], 0, 500, "metres");
}

// On the ground of the settings, moved by the typed metres.
std::optional<Position> position_of(const SurveyWords& words, const app::Config& config,
                                    const survey::SpotPlace& place) {
    if (!words.scan.at.empty()) return parse_position(words.scan.at, "--at");
    std::optional<Position> at = config.place.position;
    if (!at) return std::nullopt;
    if (place.east_m && place.north_m) {
        at->latitude_deg += *place.north_m / metres_per_degree;
        at->longitude_deg += *place.east_m / metres_per_degree / std::cos(at->latitude_deg * std::numbers::pi / 180);
    }
    const std::optional<double> height_m = place.height_m ? place.height_m : config.place.height_m;
    if (at->height_m && height_m) *at->height_m += *height_m;
    return at;
}

survey::SpotPlace place_of(const SurveyWords& words, const app::Config& config) {
    survey::SpotPlace place;
    place.survey = survey_name(words, config);
    place.spot = words.spot;
    if (!words.height.empty()) place.height_m = number_argument("--height", words.height, 0, 500, "metres");
    if (!words.offset.empty()) read_offset(words.offset, place);
    return place;
}

// A made world's antenna is carried there; a real one is where the user says.
void carry(radio::Radio& radio, const survey::SpotPlace& place) {
    if (!radio.has_setting(place_key) || !place.east_m || !place.north_m) return;
    radio.change_setting(place_key, place.height_m
                                        ? fmt::format("{},{},{}", *place.east_m, *place.north_m, *place.height_m)
                                        : fmt::format("{},{}", *place.east_m, *place.north_m));
}

std::optional<survey::StoredSurvey> earlier(const std::filesystem::path& database, const std::string& name) {
    if (!std::filesystem::exists(database)) return std::nullopt;
    store::Reader reader(database);
    store::History history(database);
    return survey::stored_survey(reader, history, name);
}

// False: no carrier was heard.
bool begin(const SurveyWords& words, const app::Config& config, app::RadioSession& session, app::SurveyRequest& request,
           Context& context) {
    radio::Radio& radio = session.radio();
    if (const auto before = earlier(session.database(), request.place.survey)) {
        request.carriers = app::carriers_of(*before);
        request.who = app::aim_for_origin(before->origin);
        app::pass_time_after(before->stops.back().end_ns, radio);
        if (before->gain_db) radio.set_gain_db(*before->gain_db);
        if (!context.quiet)
            context.err << fmt::format("Adding to the survey \"{}\", which has {}.\n", request.place.survey,
                                       counted(static_cast<long long>(before->visits.size()), "visit"))
                        << std::flush;
        return true;
    }
    app::BandScanRequest scan = band_scan_request(words.scan, config);
    scan.database = session.database();
    const app::BandScanOutcome heard = scan_shown(context, radio, scan);
    request.carriers = survey::choose_carriers(heard.result.found.cells, request.who.wish()).swept;
    for (const survey::BandNotHeard& band : heard.result.not_heard) request.not_heard.push_back(band.band->number);
    if (heard.result.ending != radio::Ending::complete || request.carriers.empty()) {
        finish_scan(heard, context);
        context.err << "No cell was heard that could be compared. boresight scan says why.\n";
        return false;
    }
    if (!words.scan.gain.empty()) {
        radio.set_gain_db(number_argument("--gain", words.scan.gain, -50, 150, "dB"));
    } else {
        app::find_gain_for(radio, {.swept = request.carriers, .left_out = {}}, context.stop);
        radio.set_gain_db(radio.gain_db() - headroom_db);
    }
    return true;
}

app::SurveyOutcome measure_once(radio::Radio& radio, const app::SurveyRequest& request, Context& context) {
    carry(radio, request.place);
    Progress bar(context,
                 request.place.spot.empty() ? "Hold still" : fmt::format("Hold still: {}", request.place.spot));
    return app::measure_spot(
        radio, request, [&](double share) { return bar.update(share); }, context.stop);
}

// Place after place, as they are typed.
app::SurveyOutcome typed_walk(const SurveyWords& words, const app::Config& config, radio::Radio& radio,
                              app::SurveyRequest request, Context& context) {
    app::SurveyOutcome all;
    const ReadLine read_line = terminal_lines(context.stop);
    for (;;) {
        context.err << "Metres east,north of the zero (and ,height), then Enter; q ends: " << std::flush;
        std::string line;
        if (!read_line(line) || line.empty() || line == "q" || line == "Q") break;
        try {
            read_offset(line, request.place);
        } catch (const Error& error) {
            context.err << error.what() << '\n';
            continue;
        }
        request.position = position_of(words, config, request.place);
        const app::SurveyOutcome one = measure_once(radio, request, context);
        all.dwells += one.dwells;
        all.end = one.end;
        if (one.end == app::SurveyEnd::stopped) break;
    }
    if (context.stop.stop_requested()) all.end = app::SurveyEnd::stopped;
    return all;
}

// Until it is stopped.
app::SurveyOutcome gps_walk(const pose::ServiceAddress& gps, radio::Radio& radio, const app::SurveyRequest& request,
                            Context& context) {
    pose::GpsPositions positions(gps);
    // One a dwell: the time left is that of the place, not of the walk.
    auto bar = std::make_unique<Progress>(context, "Walking; Ctrl-C ends it");
    app::WalkEvents events;
    events.waits = [&] { context.err << "Waiting for a position from gpsd.\n" << std::flush; };
    events.dwelt = [&](std::size_t dwells, const pose::Fix& at) {
        if (!context.quiet && !context.err_terminal)
            context.err << fmt::format("  place {}: {:.5f},{:.5f}\n", dwells, at.position.latitude_deg,
                                       at.position.longitude_deg)
                        << std::flush;
        bar = std::make_unique<Progress>(context, fmt::format("Place {}; Ctrl-C ends the walk", dwells + 1));
    };
    events.progress = [&](double share) { return bar->update(share); };
    return app::measure_walk(radio, request, positions, events, context.stop);
}

}  // namespace

std::string survey_name(const SurveyWords& words, const app::Config& config) {
    if (!words.name.empty()) return words.name;
    return config.place.name.empty() ? "survey" : config.place.name;
}

SurveyMeasured measure_survey(SurveyWords words, const app::Config& config, Context& context) {
    std::optional<pose::ServiceAddress> gps;  // of a walk; a spot's place is taken once
    if (words.walk && is_gps_place(words.scan.at)) {
        gps = gps_address("--at", words.scan.at);
        words.scan.at.clear();
    } else if (!take_place_from_gps("--at", words.scan.at, context)) {
        return {.database = {}, .stopped = true};
    }
    app::SurveyRequest request;  // what is wrong with it is told before anything is opened
    request.place = place_of(words, config);
    request.position = position_of(words, config, request.place);
    if (!words.azimuth.empty()) request.azimuth_deg = number_argument("--azimuth", words.azimuth, 0, 360, "degrees");
    if (!words.dwell.empty()) request.dwell_s = number_argument("--dwell", words.dwell, 2, 60, "seconds");
    request.antenna = config.antenna.name;
    request.site = config.place.name;
    request.who = aim_for(words.hotspot, words.scan.of, words.scan.country, config);
    const app::Pause pause =
        app::ask_log_to_pause(database_of_radio(words.scan.radio, config, context), "boresight survey");
    app::RadioSession session = open_radio_session(words.scan.radio, config, context);
    request.database = session.database();
    request.scale = app::sweep_scale(config, session.radio().name().simulated == false);
    SurveyMeasured out{.database = session.database()};
    carry(session.radio(), request.place);
    out.heard = begin(words, config, session, request, context);
    if (!out.heard) return out;
    const app::SurveyOutcome outcome = gps          ? gps_walk(*gps, session.radio(), request, context)
                                       : words.walk ? typed_walk(words, config, session.radio(), request, context)
                                                    : measure_once(session.radio(), request, context);
    out.dwells = outcome.dwells;
    out.stopped = outcome.end == app::SurveyEnd::stopped;
    return out;
}

}  // namespace boresight::cli
