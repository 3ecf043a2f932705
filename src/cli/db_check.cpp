// SPDX-License-Identifier: GPL-3.0-or-later
// boresight db check: is the database whole, what is in it, how large it is and will be, who holds it.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/catalog_arguments.h"
#include "cli/db_actions.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using store::CheckResult;

constexpr double allowed_bytes_per_reading = 90;

std::string cost_text(const CheckResult& result) {
    if (!result.bytes_per_reading) return "too few readings to tell what one costs";
    return fmt::format("a reading costs {:.1f} bytes with its index (at most {} intended)", *result.bytes_per_reading,
                       allowed_bytes_per_reading);
}

std::string rate_text(const store::LoggingRate& rate) {
    return fmt::format("{:g} cells on {:g} carriers every {:g} s", rate.cells, rate.carriers, rate.every_s);
}

std::string year_text(const CheckResult& result, const store::LoggingRate& rate) {
    const store::YearOfLogging year = store::year_of_logging(result, rate);
    return fmt::format("a year of logging {}: {:.1f} million readings, {}{}", rate_text(rate), year.readings / 1e6,
                       size_text(std::llround(year.bytes)), year.measured ? "" : " at most");
}

std::string check_text(const CheckResult& result, const store::LoggingRate& rate, const std::string& next_command) {
    std::string text;
    const auto line = [&](const char* name, const std::string& words) {
        text += fmt::format("{:<10}{}\n", name, words);
    };
    line("Database", result.file.string());
    line("State", result.ok() ? "whole (integrity and references checked)" : "DAMAGED");
    for (const std::string& problem : result.problems) line("", problem);
    if (result.ok()) line("Contents", contents_text(result.counts));
    line("Size", fmt::format("{}, and {} of log (WAL)", size_text(result.size_bytes), size_text(result.log_bytes)));
    if (result.ok()) line("", cost_text(result));
    line("", year_text(result, rate));
    line("Schema", fmt::format("{} (this program writes {})", result.schema_version, result.newest_schema_version));
    line("SQLite", fmt::format("{}, journal {}, writers use synchronous={}", result.sqlite_version, result.journal_mode,
                               result.writer_synchronous));
    line("Held by", result.holder ? fmt::format("'{}' (pid {}, since {})", result.holder->command, result.holder->pid,
                                                result.holder->start)
                                  : "nobody: free to write");
    text += result.ok() ? "Next: " + next_command + "\n"
                        : fmt::format("Next: keep a copy of {}, then save what can be read:\n{}\n",
                                      result.file.string(), next_command);
    return text;
}

std::string check_json(const CheckResult& result, const store::LoggingRate& rate) {
    using json = nlohmann::ordered_json;
    json holder;
    if (result.holder) {
        holder = {{"pid", result.holder->pid}, {"command", result.holder->command}, {"start", result.holder->start}};
    }
    const store::Counts& counts = result.counts;
    json contents;
    if (result.ok()) {
        contents = {{"sites", counts.sites},
                    {"sessions", counts.sessions},
                    {"sweeps", counts.sweeps},
                    {"dwells", counts.dwells},
                    {"cells", counts.cells},
                    {"readings", counts.readings},
                    {"band_readings", counts.band_readings},
                    {"events", counts.events}};
    }
    const store::YearOfLogging year = store::year_of_logging(result, rate);
    const json object{{"boresight", version()},
                      {"command", "db check"},
                      {"database", result.file.string()},
                      {"ok", result.ok()},
                      {"problems", result.problems},
                      {"counts", contents},
                      {"size_bytes", result.size_bytes},
                      {"log_bytes", result.log_bytes},
                      {"bytes_per_reading", result.bytes_per_reading ? json(*result.bytes_per_reading) : json()},
                      {"bytes_per_dwell", result.bytes_per_dwell ? json(*result.bytes_per_dwell) : json()},
                      {"year",
                       {{"every_s", rate.every_s},
                        {"cells", rate.cells},
                        {"carriers", rate.carriers},
                        {"readings", std::llround(year.readings)},
                        {"bytes", std::llround(year.bytes)},
                        {"measured", year.measured}}},
                      {"schema_version", result.schema_version},
                      {"newest_schema_version", result.newest_schema_version},
                      {"sqlite_version", result.sqlite_version},
                      {"journal_mode", result.journal_mode},
                      {"writer_synchronous", result.writer_synchronous},
                      {"holder", holder}};
    return object.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string counted(std::int64_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string size_text(std::int64_t bytes) {
    if (bytes < 1000) return fmt::format("{} bytes", bytes);
    if (bytes < 1'000'000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3);
    if (bytes < 1'000'000'000) return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
    return fmt::format("{:.2f} GB", static_cast<double>(bytes) / 1e9);
}

std::string contents_text(const store::Counts& counts) {
    return fmt::format("{} of {}, {} of bands; {} in {}, {}; {}", counted(counts.readings, "reading", "readings"),
                       counted(counts.cells, "cell", "cells"), counts.band_readings,
                       counted(counts.dwells, "dwell", "dwells"), counted(counts.sessions, "session", "sessions"),
                       counted(counts.sites, "site", "sites"), counted(counts.events, "event", "events"));
}

void check_database(const std::filesystem::path& database, const store::LoggingRate& rate, Context& context) {
    const CheckResult result = store::check(database);
    const std::string chosen =
        context.database.empty() ? "" : fmt::format("--db {} ", shell_word(context.database.string()));
    const std::string next_command = fmt::format("boresight {}export readings.csv", chosen);
    context.out << (context.format == Format::json ? check_json(result, rate) : check_text(result, rate, next_command));
    if (!result.ok()) context.exit_code = ExitCode::answer_is_no;
}

}  // namespace boresight::cli
