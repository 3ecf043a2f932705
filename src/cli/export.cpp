// SPDX-License-Identifier: GPL-3.0-or-later
// boresight export: the readings of the database as files for spreadsheets and maps.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/export_file.h"
#include "cli/progress.h"
#include "platform/error.h"
#include "platform/utc_time.h"
#include "platform/version.h"
#include "store/location.h"
#include "store/reader.h"

namespace boresight::cli {

namespace {

namespace fs = std::filesystem;
using report::PositionDetail;

constexpr std::int64_t ns_per_day = 86'400'000'000'000;

struct ExportOptions {
    std::vector<std::string> files;  // format by their ending
    std::vector<std::string> csv;
    std::vector<std::string> geojson;
    std::vector<std::string> kml;
    std::string since;
    std::string until;
    std::string session;
    std::string rat;
    bool exact = false;
};

std::vector<ExportTarget> targets(const ExportOptions& options) {
    std::vector<ExportTarget> all;
    for (const std::string& file : options.files) all.push_back({format_of(file), file});
    for (const std::string& file : options.csv) all.push_back({ExportFormat::csv, file});
    for (const std::string& file : options.geojson) all.push_back({ExportFormat::geojson, file});
    for (const std::string& file : options.kml) all.push_back({ExportFormat::kml, file});
    if (all.empty()) {
        throw Error(Error::Kind::bad_input,
                    {.what = "there is no file to write to",
                     .where = "export",
                     .expected = "a name that ends in .csv, .geojson or .kml",
                     .fix = "Type \"boresight export readings.csv\", or --csv - for the screen"});
    }
    std::set<std::string> names;
    for (const ExportTarget& target : all) {
        if (names.insert(target.file).second) continue;
        throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" is named twice", target.file),
                                             .where = "export",
                                             .expected = "each file once",
                                             .fix = "Leave one out"});
    }
    return all;
}

store::ReadingFilter filter_of(const ExportOptions& options, store::Reader& reader) {
    store::ReadingFilter filter;
    if (!options.since.empty()) filter.since_ns = parse_utc(options.since, "--since");
    if (!options.until.empty()) {
        // Until a day means with that day.
        filter.until_ns = parse_utc(options.until, "--until") + (is_date(options.until) ? ns_per_day : 0);
    }
    if (options.session == "last") {
        filter.session = reader.last_session().value_or(store::SessionId{0});
    } else if (!options.session.empty()) {
        std::int64_t number = 0;
        const char* end = options.session.data() + options.session.size();
        const auto result = std::from_chars(options.session.data(), end, number);
        if (result.ec != std::errc{} || result.ptr != end) {
            throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" is no session", options.session),
                                                 .where = "--session",
                                                 .expected = "its number, or \"last\"",
                                                 .fix = "The column \"session\" of an export has the numbers"});
        }
        filter.session = store::SessionId{number};
    }
    if (!options.rat.empty()) {
        filter.rat = choice_argument("--rat", options.rat, {"lte", "umts"}) == 0 ? store::Rat::lte : store::Rat::umts;
    }
    return filter;
}

struct Exported {
    std::int64_t readings = 0;
    std::set<std::int64_t> cells;
    bool has_positions = false;
    bool stopped = false;
};

Exported write_all(store::Reader& reader, const store::ReadingFilter& filter, std::vector<ExportFile>& files,
                   Context& context) {
    Exported done;
    Progress progress(context, "Writing");
    const double dwells = static_cast<double>(std::max<std::int64_t>(reader.counts().dwells, 1));
    done.readings = reader.readings(filter, [&](const store::FullReading& reading) {
        bool wanted = false;
        for (ExportFile& file : files) wanted = file.add(reading) || wanted;
        done.cells.insert(reading.cell_id.value);
        done.has_positions = done.has_positions || reading.dwell.position.has_value();
        done.stopped = !progress.update(static_cast<double>(reading.dwell_id.value) / dwells);
        return wanted && !done.stopped;
    });
    return done;
}

void report_text(const std::vector<ExportFile>& files, const Exported& done, const ExportOptions& options,
                 Context& context) {
    for (const ExportFile& file : files) {
        if (file.to_screen()) continue;
        context.out << fmt::format("Wrote {} {} of {} {} to {}\n", done.readings,
                                   done.readings == 1 ? "reading" : "readings", done.cells.size(),
                                   done.cells.size() == 1 ? "cell" : "cells", file.name());
    }
    if (context.quiet) return;
    if (done.readings == 0) context.err << "No reading in the database fits.\n";
    if (!done.has_positions) return;
    context.err << (options.exact ? "Positions are exact: the file tells where you measured.\n"
                                  : "Positions are rounded to 0.001 degrees (about 100 m), heights to 10 m; --exact "
                                    "keeps them.\n");
}

void report_json(const std::vector<ExportFile>& files, const fs::path& database, const Exported& done,
                 const ExportOptions& options, Context& context) {
    nlohmann::ordered_json written = nlohmann::ordered_json::array();
    for (const ExportFile& file : files) {
        if (file.to_screen()) return;  // the data have stdout to themselves
        written.push_back({{"format", export_format_name(file.format())}, {"file", file.name()}});
    }
    const nlohmann::ordered_json object{
        {"boresight", version()},    {"command", "export"},        {"database", database.string()},
        {"readings", done.readings}, {"cells", done.cells.size()}, {"positions", options.exact ? "exact" : "rounded"},
        {"files", written}};
    context.out << object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

void run_export(const ExportOptions& options, Context& context) {
    const auto wanted = targets(options);
    const fs::path database = context.database.empty() ? store::default_database() : context.database;
    store::Reader reader(database);
    const auto filter = filter_of(options, reader);
    const auto detail = options.exact ? PositionDetail::exact : PositionDetail::rounded;
    std::vector<ExportFile> files;
    for (const ExportTarget& target : wanted) files.emplace_back(target, detail, context.out);
    const Exported done = write_all(reader, filter, files, context);
    if (done.stopped) {
        context.exit_code = ExitCode::stopped;  // half a file isn't kept
        return;
    }
    for (ExportFile& file : files) file.finish();
    context.exit_code = done.readings == 0 ? ExitCode::answer_is_no : ExitCode::done;
    if (context.format == Format::json) return report_json(files, database, done, options, context);
    report_text(files, done, options, context);
}

}  // namespace

void add_export(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "export",
              .group = "Keep",
              .summary = "write the readings of the database to files for spreadsheets and maps",
              .examples = "boresight export readings.csv                    every reading, for a spreadsheet\n"
                          "boresight export map.geojson --session last      the last session, for a map\n"
                          "boresight export map.kml --session last          the same for Google Earth\n"
                          "boresight export --csv - --since 2026-10-14      to the screen or a pipe\n"});
    auto options = std::make_shared<ExportOptions>();
    command.add_option("FILE", options->files, "files to write; the ending says how: .csv, .geojson (.json) or .kml");
    command.add_option("--csv", options->csv, "write comma-separated values there; - is the screen")->type_name("FILE");
    command.add_option("--geojson", options->geojson, "write GeoJSON there; - is the screen")->type_name("FILE");
    command.add_option("--kml", options->kml, "write KML there; - is the screen")->type_name("FILE");
    command.add_option("--since", options->since, "only from then on: 2026-10-14 or 2026-10-14T08:30 (UTC)")
        ->type_name("TIME");
    command.add_option("--until", options->until, "only before then; a day counts to its end (UTC)")->type_name("TIME");
    command.add_option("--session", options->session, "only this session: its number, or \"last\"")->type_name("N");
    command.add_option("--rat", options->rat, "only this technology")->type_name("lte|umts");
    command.add_flag("--exact", options->exact, "keep positions whole (default: rounded to about 100 m)");
    command.callback([options, &context] { run_export(*options, context); });
}

}  // namespace boresight::cli
