// SPDX-License-Identifier: GPL-3.0-or-later
// boresight spectrum: how much power lies where in a recording.
#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/output_file.h"
#include "cli/progress.h"
#include "cli/recording_arguments.h"
#include "cli/spectrum_report.h"
#include "platform/error.h"

namespace boresight::cli {

namespace {

constexpr double shortest_s = 1e-6;

// As typed.
struct SpectrumWords {
    RecordingWords recording;
    std::string fft, svg, csv;
    bool max_hold = false, waterfall = false, keep_dc = false, check = false;
};

survey::SpectrumSettings settings_of(const SpectrumWords& words) {
    survey::SpectrumSettings settings;
    settings.keep_dc = words.keep_dc;
    if (const auto hz = typed_frequency_hz(words.recording)) settings.center_frequency_hz = *hz;
    if (const auto seconds = typed_seconds(words.recording, shortest_s)) settings.seconds = *seconds;
    if (!words.fft.empty()) {
        const double points =
            number_argument("--fft", words.fft, survey::smallest_fft_size, survey::largest_fft_size, "points");
        if (points != 2 * std::floor(points / 2))
            throw Error(Error::Kind::bad_input, {.what = "\"" + words.fft + "\" isn't an even number",
                                                 .where = "--fft",
                                                 .expected = "an even number of points, best a power of 2",
                                                 .fix = "Type --fft 4096"});
        settings.fft_size = static_cast<std::size_t>(points);
    }
    return settings;
}

void refuse_what_goes_wrong(const SpectrumWords& words, const Context& context) {
    const auto refuse = [](const std::string& what, const std::string& where, const std::string& expected,
                           const std::string& fix) {
        throw Error(Error::Kind::bad_input, {.what = what, .where = where, .expected = expected, .fix = fix});
    };
    if (words.recording.file.empty())
        refuse("there is nothing to look at", "spectrum",
               "--file with a recording, as in \"boresight spectrum --file farm.sigmf-meta\"", "");
    const int to_screen = (words.svg == "-") + (words.csv == "-") + (context.format == Format::json);
    if (to_screen > 1)
        refuse("two outputs would go to the screen", "spectrum", "at most one of --svg -, --csv - and --format json",
               "Name a file for one of them");
}

void check_sum(radio::SigmfReader& recording, SpectrumReport& report) {
    const auto matches = recording.sha512_matches();
    if (!matches) {
        report.notes.push_back("the metadata give no SHA-512 to check the samples against.");
    } else if (!*matches) {
        throw Error(Error::Kind::bad_input,
                    {.what = "the samples are not those that the metadata describe (SHA-512 differs)",
                     .where = recording.name() + ".sigmf-data",
                     .expected = "a whole and unchanged file",
                     .fix = "Fetch the recording again, or leave --check out"});
    }
}

void spectrum(const SpectrumWords& words, Context& context) {
    refuse_what_goes_wrong(words, context);
    const survey::SpectrumSettings settings = settings_of(words);
    radio::SigmfReader recording(words.recording.file);
    SpectrumReport report{.file = words.recording.file,
                          .name = recording.name(),
                          .notes = recording.meta().notes,
                          .look = {},
                          .max_hold = words.max_hold,
                          .waterfall = words.waterfall};
    if (words.check) check_sum(recording, report);
    if (words.waterfall && words.svg.empty() && context.format == Format::text)
        report.notes.push_back("the waterfall shows in a picture (--svg FILE) and in --format json.");
    {
        Progress progress(context, "Averaging");
        report.look = look_at_spectrum(recording, settings, [&](double share) { return progress.update(share); });
    }
    if (report.look.stopped) context.exit_code = ExitCode::stopped;
    if (!words.svg.empty()) write_output(words.svg, spectrum_picture(report), context.out);
    if (!words.csv.empty()) write_output(words.csv, spectrum_csv(report), context.out);
    if (words.svg == "-" || words.csv == "-") return;
    context.out << (context.format == Format::json ? spectrum_json(report) : spectrum_text(context, report))
                << std::flush;
}

void add_what_to_look_at(CLI::App& command, SpectrumWords& words) {
    const char* what = "What to look at";
    add_recording_options(command, words.recording, what);
    command.add_flag("--check", words.check, "first check the samples against the SHA-512 in the metadata")
        ->group(what);
}

void add_how_to_show(CLI::App& command, SpectrumWords& words) {
    const char* how = "How to show it";
    command
        .add_option("--fft", words.fft,
                    "points of the transform: more show finer detail (default 4096, less for a short recording)")
        ->type_name("N")
        ->group(how);
    command.add_flag("--max-hold", words.max_hold, "also the highest value ever seen at each frequency")->group(how);
    command.add_flag("--waterfall", words.waterfall, "also how it changed over time (in the picture and in JSON)")
        ->group(how);
    command.add_flag("--keep-dc", words.keep_dc, "leave the receiver's own spike in the middle")->group(how);
    command.add_option("--svg", words.svg, "write a picture into this file; - is the screen")
        ->type_name("FILE")
        ->group(how);
    command.add_option("--csv", words.csv, "write frequencies and levels into this file; - is the screen")
        ->type_name("FILE")
        ->group(how);
}

}  // namespace

void add_spectrum(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app,
        {.name = "spectrum",
         .group = "Look",
         .summary = "how much power lies where in a recording, and which bands and carriers it holds",
         .examples = "boresight spectrum --file farm.sigmf-meta                      look at a recording\n"
                     "boresight spectrum --file farm.sigmf-meta --svg farm.svg --waterfall   as a picture\n"
                     "boresight spectrum --file farm.sigmf-meta --csv farm.csv --max-hold    for a spreadsheet\n"});
    const auto words = std::make_shared<SpectrumWords>();
    add_what_to_look_at(command, *words);
    add_how_to_show(command, *words);
    command.callback([words, &context] { spectrum(*words, context); });
}

}  // namespace boresight::cli
