// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <ctime>
#include <memory>

#include "app/scan_job.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/place_argument.h"
#include "cli/progress.h"
#include "cli/recording_arguments.h"
#include "cli/scan_radio.h"
#include "cli/scan_report.h"
#include "store/location.h"

namespace boresight::cli {

namespace {

constexpr double shortest_s = 0.001;

// As typed. What a recording and a radio both take is in `radio`.
struct ScanWords {
    RecordingWords recording;
    RadioScanWords radio;
};

// Options of the one where the other is scanned.
void check_together(const ScanWords& words) {
    const auto refuse = [](const char* option, const char* belongs_to, const char* fix) {
        throw Error(
            Error::Kind::bad_input,
            {.what = fmt::format("{} is for {}", option, belongs_to), .where = "scan", .expected = "", .fix = fix});
    };
    if (words.recording.file.empty()) {
        const char* fix = "Give the recording with --file, or leave the option out";
        if (!words.recording.frequency.empty()) refuse("--frequency", "recordings", fix);
        if (!words.recording.seconds.empty()) refuse("--seconds", "recordings", fix);
        return;
    }
    const char* fix = "Leave out --file or the option";
    const RadioScanWords& radio = words.radio;
    if (radio.all) refuse("--all", "radios", fix);
    const std::pair<const char*, bool> of_radios[] = {
        {"--radio", !radio.radio.radio.empty()}, {"--bias-tee", !radio.radio.bias_tee.empty()},
        {"--gain", !radio.gain.empty()},         {"--country", !radio.country.empty()},
        {"--operator", !radio.of.empty()},       {"--earfcn", !radio.earfcns.empty()},
        {"--uarfcn", !radio.uarfcns.empty()}};
    for (const auto& [option, given] : of_radios)
        if (given) refuse(option, "radios", fix);
}

app::ScanRequest request_of(const ScanWords& words, const Context& context) {
    app::ScanRequest request;
    request.recording = words.recording.file;
    request.database = context.database.empty() ? store::default_database() : context.database;
    request.own.cell = app::load_config().home_cell;  // by its name alone: who knows where it was recorded
    if (!words.radio.at.empty()) request.position = parse_position(words.radio.at, "--at");
    if (const auto hz = typed_frequency_hz(words.recording)) request.settings.center_frequency_hz = *hz;
    if (!words.radio.ppm_window.empty()) request.settings.ppm_window = ppm_window_argument(words.radio.ppm_window);
    if (const auto seconds = typed_seconds(words.recording, shortest_s)) request.settings.seconds = *seconds;
    for (const std::string& band : words.radio.bands)
        request.settings.bands.push_back(&scanned_band_argument(words.radio.rat, band));
    request.lte = words.radio.rat != "umts";
    request.umts = words.radio.rat != "lte";
    request.settings.umts_anywhere = !request.lte;
    if (words.radio.no_store)
        request.keeping = app::Keeping::never;
    else if (request.position || !context.database.empty())
        request.keeping = app::Keeping::always;
    return request;
}

void scan(ScanWords words, Context& context) {
    check_together(words);
    if (!take_place_from_gps("--at", words.radio.at, context)) return;
    if (words.recording.file.empty()) return scan_with_radio(words.radio, context);
    const app::ScanRequest request = request_of(words, context);
    const app::ScanOutcome outcome = [&] {
        Progress progress(context, "Searching");
        return app::scan_recording_file(request, context.clock, [&](double share) { return progress.update(share); });
    }();
    const double cpu_seconds = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    context.out << (context.format == Format::json ? scan_json(request, outcome, cpu_seconds)
                                                   : scan_text(context, request, outcome))
                << std::flush;
    if (outcome.keep_error) throw *outcome.keep_error;
    if (outcome.result.stopped)
        context.exit_code = ExitCode::stopped;
    else if (!outcome.result.found_a_cell())
        context.exit_code = ExitCode::answer_is_no;
}

void add_where(CLI::App& command, ScanWords& words) {
    const char* what = "What to scan";
    command.add_option("--rat", words.radio.rat, "look for cells of this standard only: lte or umts (default: both)")
        ->type_name("lte|umts")
        ->check(CLI::IsMember({"lte", "umts"}))
        ->group(what);
    command
        .add_option("--band,--bands", words.radio.bands,
                    "only these bands, as in 12 or 1,8; may be given again (default: as below)")
        ->type_name("BAND")
        ->allow_extra_args(false)
        ->delimiter(',')
        ->group(what);
    command
        .add_option("--ppm-window", words.radio.ppm_window,
                    "largest error of the radio's frequency that is thought possible, in ppm (default 100; of a "
                    "calibrated radio 3, about what was found; of recordings 150)")
        ->type_name("PPM")
        ->group(what);
    const char* keep = "What to keep";
    command
        .add_option("--at", words.radio.at,
                    "where the antenna is: degrees north, degrees east, metres above the sea, or \"gps\" for gpsd's "
                    "(default: the place of \"boresight setup\", or what the recording says itself)")
        ->type_name("LAT,LON[,HEIGHT]")
        ->group(keep);
    command
        .add_flag("--no-store", words.radio.no_store,
                  "keep nothing in the database (default: kept; a recording when its time and place are known, or --at "
                  "or --db is given)")
        ->group(keep);
}

void add_what_of_radio(CLI::App& command, RadioScanWords& words) {
    const char* what = "With a radio";
    command.add_flag("--all", words.all, "every band on the air, all of it (default: the likely carriers)")
        ->group(what);
    command
        .add_option("--country", words.country, "where: US, Germany, or a mobile country code (default: of \"setup\")")
        ->type_name("COUNTRY")
        ->group(what);
    command
        .add_option("--operator", words.of, "only what this operator sends: its name or code (default: of \"setup\")")
        ->type_name("NAME")
        ->group(what);
    command.add_option("--earfcn", words.earfcns, "only this carrier of LTE, as in 5110; may be given again")
        ->type_name("N")
        ->allow_extra_args(false)
        ->group(what);
    command.add_option("--uarfcn", words.uarfcns, "only this carrier of UMTS, as in 4413; may be given again")
        ->type_name("N")
        ->allow_extra_args(false)
        ->group(what);
    command.add_option("--gain", words.gain, "gain of the radio in dB (default: chosen)")->type_name("DB")->group(what);
}

}  // namespace

void add_scan(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "scan",
              .group = "Look",
              .summary = "find the LTE and UMTS cells that a radio hears or a recording holds, and how well",
              .examples = "boresight scan                                  what is heard, on the likely carriers\n"
                          "boresight scan --all --country US               on every band there\n"
                          "boresight scan --band 12 --band 13              on every carrier of these\n"
                          "boresight scan --rat umts --bands 1,8           3G on every carrier of these\n"
                          "boresight scan --earfcn 5110 --format json      one carrier, for another program\n"
                          "boresight scan --radio scene                    a made world, to try things out\n"
                          "boresight scan --file farm.sigmf-meta           what is in a recording\n"});
    const auto words = std::make_shared<ScanWords>();
    add_where(command, *words);
    add_what_of_radio(command, words->radio);
    add_radio_options(command, words->radio.radio);
    add_recording_options(command, words->recording, "Of a recording");
    command.callback([words, &context] { scan(*words, context); });
}

}  // namespace boresight::cli
