// SPDX-License-Identifier: GPL-3.0-or-later
// boresight survey: the same measurement at several places, compared and on a map.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/carrier_options.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/survey_measure.h"
#include "cli/survey_report.h"
#include "platform/error.h"
#include "report/geojson.h"
#include "report/kml.h"
#include "store/location.h"

namespace boresight::cli {

namespace {

enum class MapKind { page, picture, geojson, kml };

MapKind map_kind(const std::string& file) {
    std::string ending = std::filesystem::path(file).extension().string();
    for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (ending == ".html" || ending == ".htm") return MapKind::page;
    if (ending == ".svg") return MapKind::picture;
    if (ending == ".geojson" || ending == ".json") return MapKind::geojson;
    if (ending == ".kml") return MapKind::kml;
    throw Error(Error::Kind::bad_input, {.what = "the ending of this name doesn't say what kind of map it is",
                                         .where = fmt::format("--map {}", file),
                                         .expected = ".html, .svg, .geojson or .kml",
                                         .fix = ""});
}

std::string map_text(const app::SurveyReport& report, MapKind kind, bool exact) {
    if (kind == MapKind::page) return report::page_html(app::survey_page(report));
    if (kind == MapKind::picture) {
        std::string svg = app::survey_heat_map(report);
        if (!svg.empty()) return svg;
        throw Error(Error::Kind::bad_input, {.what = "there are fewer than two places that are known",
                                             .where = "--map",
                                             .expected = "visits with --offset, --at or positions of a walk",
                                             .fix = "Visit another place and say where it is"});
    }
    const auto detail = exact ? report::PositionDetail::exact : report::PositionDetail::rounded;
    std::string out = kind == MapKind::kml ? report::kml_beginning(report.survey.name) : report::geojson_beginning();
    bool first = true;
    for (const report::MapFeature& feature : app::survey_features(report, detail)) {
        out += kind == MapKind::kml ? report::kml_placemark(feature) : report::geojson_feature(feature, first);
        first = false;
    }
    return out + (kind == MapKind::kml ? report::kml_end() : report::geojson_end());
}

SurveyShown shown_survey(const SurveyWords& words, const std::filesystem::path& database) {
    store::Reader reader(database);
    store::History history(database);
    auto survey = survey::stored_survey(reader, history, words.name);
    if (!survey)
        throw Error(Error::Kind::bad_input,
                    {.what = words.name.empty() ? "no survey was measured yet"
                                                : fmt::format("there is no survey \"{}\"", words.name),
                     .where = database.string(),
                     .expected = "one that was measured",
                     .fix = "Begin one with \"boresight survey --spot NAME\""});
    SurveyShown shown;
    shown.database = database;
    shown.exact = words.exact;
    shown.report.survey = *std::move(survey);
    shown.report.estimate = survey::estimate_survey(shown.report.survey);
    shown.report.who = app::aim_for_origin(shown.report.survey.origin);
    return shown;
}

void run_survey(SurveyWords words, Context& context) {
    for (const std::string& map : words.maps) map_kind(map);
    if (words.walk && !words.spot.empty())
        throw Error(Error::Kind::bad_input, {.what = "a walk has no single spot",
                                             .where = "--walk --spot",
                                             .expected = "one of them",
                                             .fix = "Leave one out"});
    const app::Config config = app::load_config();
    SurveyMeasured measured{.database = database_of_radio(words.scan.radio, config, context)};
    if (words.walk || !words.spot.empty()) {
        measured = measure_survey(words, config, context);
        words.name = survey_name(words, config);
        if (!measured.heard) return;
        if (measured.stopped) context.exit_code = ExitCode::stopped;
        if (measured.stopped && measured.dwells == 0) {
            context.err << "Stopped: nothing was measured in this run.\n";
            return;
        }
    }
    SurveyShown shown = shown_survey(words, measured.database);
    shown.dwells = measured.dwells;
    for (const std::string& map : words.maps) {
        const MapKind kind = map_kind(map);
        write_output(map, map_text(shown.report, kind, words.exact), context.out);
        shown.maps.push_back(map);
        if (context.quiet || (kind != MapKind::kml && kind != MapKind::geojson)) continue;
        context.err << map << ": "
                    << (words.exact ? "positions are exact: the map tells where you measured.\n"
                                    : "positions are rounded to about 100 m; --exact keeps them.\n");
    }
    context.out << (context.format == Format::json ? survey_json(shown) : survey_text(shown)) << std::flush;
}

void add_options(CLI::App& command, SurveyWords& words) {
    const char* where = "The place";
    command.add_option("--spot", words.spot, "measure here, at the spot of this name; again: another visit")
        ->type_name("NAME")
        ->group(where);
    command
        .add_flag("--walk", words.walk,
                  "measure place after place: with --at gps as you go, else each typed in metres when you are there")
        ->group(where);
    command.add_option("--name", words.name, "of the survey (default: the place of the settings, else \"survey\")")
        ->type_name("SURVEY")
        ->group(where);
    command.add_option("--height", words.height, "of the antenna above the ground, in metres")
        ->type_name("M")
        ->group(where);
    command
        .add_option("--offset", words.offset,
                    "where the spot is: metres east and north of a zero of your own, for the map")
        ->type_name("EAST,NORTH")
        ->group(where);
    command
        .add_option("--at", words.scan.at,
                    "where it is: degrees north, degrees east, metres above the sea; \"gps\" takes gpsd's (default: of "
                    "the settings)")
        ->type_name("LAT,LON[,HEIGHT]")
        ->group(where);
    command.add_option("--azimuth", words.azimuth, "where the antenna looks, in degrees on its scale, for the record")
        ->type_name("DEG")
        ->group(where);
}

void add_measuring_options(CLI::App& command, SurveyWords& words) {
    const char* what = "What to measure";
    add_measured_carriers(command, words.scan, what);
    command.add_option("--hotspot", words.hotspot, "compare by carriers that this one has (default: of the settings)")
        ->type_name("NAME")
        ->group(what);
    command.add_option("--dwell", words.dwell, "listen so long at each place, in seconds (default: 8)")
        ->type_name("S")
        ->group(what);
    add_radio_options(command, words.scan.radio);
    command
        .add_option("--gain", words.scan.gain,
                    "gain of the radio in dB, kept throughout (default: searched, then kept)")
        ->type_name("DB")
        ->group("Radio");
    command.add_option("--map", words.maps, "draw a map there: .html, .svg, .geojson or .kml; may be given again")
        ->type_name("FILE")
        ->allow_extra_args(false)
        ->group("Maps");
    command.add_flag("--exact", words.exact, "keep positions in maps whole (default: rounded to about 100 m)")
        ->group("Maps");
}

}  // namespace

void add_survey(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "survey",
              .group = "Look",
              .summary = "measure at several spots or along a walk, compare them, draw the map",
              .examples = "boresight survey --spot \"NW corner\" --height 6     measure here; again at each spot\n"
                          "boresight survey                                  compare what was measured\n"
                          "boresight survey --map spots.html                 with a map\n"});
    const auto words = std::make_shared<SurveyWords>();
    add_options(command, *words);
    add_measuring_options(command, *words);
    command.callback([words, &context] { run_survey(*words, context); });
}

}  // namespace boresight::cli
