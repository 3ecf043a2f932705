// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <ctime>
#include <memory>

#include "app/scan_job.h"
#include "catalog/frequency_text.h"
#include "cli/arguments.h"
#include "cli/catalog_arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/progress.h"
#include "cli/scan_report.h"
#include "store/location.h"

namespace boresight::cli {

namespace {

constexpr double widest_ppm_window = 1000;
constexpr double longest_s = 1e6;

// As typed.
struct ScanWords {
    std::filesystem::path file;
    std::string at, frequency, ppm_window, seconds;
    std::vector<std::string> bands;
    bool no_store = false;
};

const catalog::Band& lte_band(const std::string& text) {
    const catalog::Band& band = band_argument("--band", text);
    if (band.rat == catalog::Rat::lte) return band;
    throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" is a band of 5G", text),
                                         .where = "--band",
                                         .expected = "a band of LTE, as in 12",
                                         .fix = "5G isn't searched"});
}

app::ScanRequest request_of(const ScanWords& words, const Context& context) {
    if (words.file.empty())
        throw Error(Error::Kind::bad_input,
                    {.what = "there is nothing to scan",
                     .where = "scan",
                     .expected = "--file with a recording, as in \"boresight scan --file farm.sigmf-meta\"",
                     .fix = ""});
    app::ScanRequest request;
    request.recording = words.file;
    request.database = context.database.empty() ? store::default_database() : context.database;
    if (!words.at.empty()) request.position = parse_position(words.at, "--at");
    if (!words.frequency.empty())
        request.settings.center_frequency_hz = catalog::parse_frequency_hz(words.frequency, "--frequency");
    if (!words.ppm_window.empty())
        request.settings.ppm_window = number_argument("--ppm-window", words.ppm_window, 0, widest_ppm_window, "ppm");
    if (!words.seconds.empty())
        request.settings.seconds = number_argument("--seconds", words.seconds, 0.001, longest_s, "seconds");
    for (const std::string& band : words.bands) request.settings.bands.push_back(&lte_band(band));
    if (words.no_store)
        request.keeping = app::Keeping::never;
    else if (request.position || !context.database.empty())
        request.keeping = app::Keeping::always;
    return request;
}

void scan(const ScanWords& words, Context& context) {
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
    else if (outcome.result.cells.empty())
        context.exit_code = ExitCode::answer_is_no;
}

}  // namespace

void add_scan(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "scan",
              .group = "Look",
              .summary = "find the LTE cells in a recording, and how well each is heard",
              .examples = "boresight scan --file farm.sigmf-meta                          what is in a recording\n"
                          "boresight scan --file farm.sigmf-meta --at 50.8467,4.3525,60   keep it, with the place\n"
                          "boresight scan --file farm.sigmf-meta --format json            for another program\n"});
    const auto words = std::make_shared<ScanWords>();
    const char* what = "What to scan";
    command
        .add_option("--file", words->file, "recording to look into, a SigMF pair (NAME.sigmf-meta, NAME.sigmf-data)")
        ->type_name("NAME")
        ->group(what);
    command
        .add_option("--frequency", words->frequency,
                    "frequency the recording was tuned to, as in 806M (default: what it says itself)")
        ->type_name("FREQ")
        ->group(what);
    command
        .add_option("--band", words->bands,
                    "only this LTE band, as in 12; may be given again (default: all of the recording)")
        ->type_name("BAND")
        ->allow_extra_args(false)
        ->group(what);
    command.add_option("--seconds", words->seconds, "only so many seconds from the beginning (default: all)")
        ->type_name("S")
        ->group(what);
    command
        .add_option("--ppm-window", words->ppm_window,
                    "largest error of the radio's frequency that is thought possible, in ppm (default 150)")
        ->type_name("PPM")
        ->group(what);
    const char* keep = "What to keep";
    command
        .add_option("--at", words->at,
                    "where the antenna was: degrees north, degrees east, metres above the sea (default: what the "
                    "recording says itself)")
        ->type_name("LAT,LON[,HEIGHT]")
        ->group(keep);
    command
        .add_flag(
            "--no-store", words->no_store,
            "keep nothing in the database (default: kept when time and place are known, or --at or --db is given)")
        ->group(keep);
    command.callback([words, &context] { scan(*words, context); });
}

}  // namespace boresight::cli
