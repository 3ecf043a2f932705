// SPDX-License-Identifier: GPL-3.0-or-later
// boresight log: the same carriers again and again, for months.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/log_radios.h"
#include "cli/arguments.h"
#include "cli/catalog_arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/duration_argument.h"
#include "cli/log_report.h"
#include "cli/radio_arguments.h"
#include "cli/scan_radio.h"
#include "cli/signal_words.h"
#include "platform/error.h"
#include "platform/file_lock.h"
#include "store/location.h"
#include "store/sqlite_error.h"

namespace boresight::cli {

namespace {

constexpr double shortest_round_s = 1, longest_round_s = 86400;
constexpr double most_rounds = 1e9;

// As typed.
struct LogWords {
    RadioScanWords scan;
    std::string every, rounds;
};

app::LogRequest log_request(const LogWords& words, const app::BandScanRequest& scan,
                            const std::filesystem::path& database) {
    app::LogRequest request;
    request.database = database;
    if (!words.every.empty())
        request.every_ns = static_cast<std::int64_t>(
            1e9 * duration_argument("--every", words.every, shortest_round_s, longest_round_s));
    if (!words.rounds.empty())
        request.rounds = static_cast<std::int64_t>(number_argument("--rounds", words.rounds, 1, most_rounds, "rounds"));
    request.antenna = scan.antenna;
    request.position = scan.position;
    request.own = scan.own;
    return request;
}

app::LogRadioRequest radio_request(const LogWords& words, const app::BandScanRequest& scan,
                                   const std::filesystem::path& database) {
    app::LogRadioRequest request;
    request.radio = {.arguments = words.scan.radio.radio, .options = {}, .database = database};
    if (!words.scan.radio.bias_tee.empty())
        request.radio.options.bias_tee = choice_argument("--bias-tee", words.scan.radio.bias_tee, {"off", "on"}) == 1;
    request.database = database;
    request.question = scan.question;
    request.asked_for_some = !words.scan.bands.empty() || !words.scan.earfcns.empty() || !words.scan.of.empty() ||
                             !words.scan.uarfcns.empty();
    request.gain_db = scan.gain_db;
    request.ppm_window = scan.ppm_window;
    return request;
}

// Before the radio is touched, which the other one has.
void require_nobody_writes(const std::filesystem::path& database) {
    std::error_code none;
    const auto file = std::filesystem::weakly_canonical(std::filesystem::absolute(database), none);
    if (const auto holder = FileLock::holder_of(store::lock_file(file))) throw store::held_error(file, holder);
}

app::LogEvents events_of(LogLines& lines, const std::filesystem::path& database, Context& context) {
    const bool json = context.format == Format::json;
    return {.round =
                [&, json](const app::LogRound& round) {
                    context.out << (json ? log_json(round, database) : lines.of(round)) << std::flush;
                },
            .event =
                [&, json](std::int64_t time_ns, const std::string& kind, const std::string& detail) {
                    if (!context.quiet) (json ? context.err : context.out) << lines.of_event(time_ns, kind, detail);
                }};
}

// The database stays named where it isn't the usual one.
std::string next_command(const std::filesystem::path& database) {
    const bool usual = database == store::default_database();
    return fmt::format("boresight {}trends", usual ? "" : fmt::format("--db {} ", shell_word(database.string())));
}

void finish(const app::LogOutcome& outcome, const LogLines& lines, const std::filesystem::path& database,
            Context& context) {
    if (outcome.ending == radio::Ending::stopped)
        context.exit_code = ExitCode::stopped;
    else if (outcome.readings == 0)
        context.exit_code = ExitCode::answer_is_no;
    if (context.format != Format::text || context.quiet) return;
    context.out << lines.of_microcells();
    if (outcome.readings == 0)
        context.out << "Nothing was logged.\nNext: boresight scan\n";
    else
        context.out << fmt::format("{} of this log are safe in {}.\nNext: {}\n", counted(outcome.readings, "reading"),
                                   database.string(), next_command(database));
}

void log(const LogWords& words, Context& context) {
    const app::Config config = app::load_config();
    const app::BandScanRequest scan = band_scan_request(words.scan, config);
    const std::filesystem::path database = database_of_radio(words.scan.radio, config, context);
    const app::LogRequest request = log_request(words, scan, database);
    require_nobody_writes(database);
    app::LogRadios radios(radio_request(words, scan, database), config, context.clock, context.stop,
                          [&](const std::string& words_of_it) {
                              if (!context.quiet) context.err << words_of_it << std::endl;
                          });
    LogLines lines{WallClock(WallClock::Zone::local)};
    const app::LogEvents events = events_of(lines, database, context);
    finish(app::run_log(
               request, [&] { return radios.open(); }, events, context.stop),
           lines, database, context);
}

void add_carrier_options(CLI::App& command, LogWords& words) {
    const char* group = "Which carriers (default: those of the latest scan)";
    command.add_option("--earfcn", words.scan.earfcns, "this carrier of LTE; may be given again")
        ->type_name("N")
        ->allow_extra_args(false)
        ->group(group);
    command.add_option("--uarfcn", words.scan.uarfcns, "this carrier of UMTS; may be given again")
        ->type_name("N")
        ->allow_extra_args(false)
        ->group(group);
    command.add_option("--band", words.scan.bands, "those with cells in this LTE band; may be given again")
        ->type_name("BAND")
        ->allow_extra_args(false)
        ->group(group);
    command.add_option("--operator", words.scan.of, "those of this operator with cells")
        ->type_name("NAME")
        ->group(group);
    command.add_option("--country", words.scan.country, "of which country (default: that of \"boresight setup\")")
        ->type_name("NAME")
        ->group(group);
}

}  // namespace

void add_log(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "log",
              .group = "Keep",
              .summary = "measure the same carriers again and again, for months; lets aim and scan go first",
              .examples = "boresight log                              the carriers of the latest scan, every minute\n"
                          "boresight log --every 5min --earfcn 5110   one carrier, every five minutes\n"
                          "boresight log --uarfcn 4413 --uarfcn 4438   carriers of 3G\n"
                          "boresight log --format json                an object a line and round\n"
                          "boresight log --radio scene --rounds 60    an hour in a made world, in no time\n"});
    const auto words = std::make_shared<LogWords>();
    command.add_option("--every", words->every, "time from round to round, as in 60s or 5min (default 60s)")
        ->type_name("TIME");
    command.add_option("--rounds", words->rounds, "end after so many (default: go on until Ctrl-C)")->type_name("N");
    command.add_option("--at", words->scan.at, "where the antenna is (default: that of \"boresight setup\")")
        ->type_name("LAT,LON[,HEIGHT]");
    add_carrier_options(command, *words);
    add_radio_options(command, words->scan.radio);
    command
        .add_option("--gain", words->scan.gain, "gain of the radio in dB (default: the highest at which it is linear)")
        ->type_name("DB")
        ->group("Radio");
    command
        .add_option("--ppm-window", words->scan.ppm_window,
                    "largest error of the radio's frequency that is thought possible, in ppm (default 100; of a "
                    "calibrated radio 3, about what was found)")
        ->type_name("PPM")
        ->group("Radio");
    command.callback([words, &context] { log(*words, context); });
}

}  // namespace boresight::cli
