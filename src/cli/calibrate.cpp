// SPDX-License-Identifier: GPL-3.0-or-later
// boresight calibrate: how far off the radio's clock is, its gain, and what its levels are in dBm.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/calibrate_clock.h"
#include "app/calibrate_level.h"
#include "app/pause.h"
#include "catalog/carriers.h"
#include "catalog/frequency_text.h"
#include "cli/aim_person.h"
#include "cli/arguments.h"
#include "cli/calibrate_report.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/devices_report.h"
#include "cli/progress.h"
#include "cli/scan_radio.h"
#include "cli/table.h"
#include "survey/radio_calibration.h"

namespace boresight::cli {

namespace {

constexpr double most_minutes = 120;
constexpr double lowest_dbm = -150, highest_dbm = 30;
constexpr double weakest_rsrp_dbm = -150, strongest_rsrp_dbm = -30;
constexpr double most_sigma_db = 20;
constexpr double highest_pci = 503;

// As typed.
struct CalibrateWords {
    RadioScanWords scan;
    std::string minutes, generator_dbm, frequency, hotspot_rsrp, pci, sigma_db;
    bool show = false, yes = false;

    bool for_levels() const { return !generator_dbm.empty() || !hotspot_rsrp.empty(); }
};

[[noreturn]] void refuse(const std::string& what, const std::string& where, const std::string& expected,
                         const std::string& fix) {
    throw Error(Error::Kind::bad_input, {.what = what, .where = where, .expected = expected, .fix = fix});
}

void require_use(const CalibrateWords& words) {
    if (!words.generator_dbm.empty() && !words.hotspot_rsrp.empty())
        refuse("a level is held against a generator or a hotspot", "--generator-dbm and --hotspot-rsrp",
               "one of the two", "Leave one out");
    if (words.generator_dbm.empty() != words.frequency.empty())
        refuse("a generator has a level and a frequency",
               words.frequency.empty() ? "--generator-dbm " + words.generator_dbm : "--frequency " + words.frequency,
               "both, as in --generator-dbm -60 --frequency 739M", "Add the other one");
    if (!words.hotspot_rsrp.empty() && (words.pci.empty() || words.scan.earfcns.size() != 1))
        refuse("which cell the hotspot read isn't told", "--hotspot-rsrp " + words.hotspot_rsrp,
               "its carrier and identity, as in --earfcn 5110 --pci 357", "Add --earfcn and --pci as the hotspot says");
    if (words.hotspot_rsrp.empty() && !words.pci.empty())
        refuse("one cell is asked for, and no level of it is told", "--pci " + words.pci, "--hotspot-rsrp DBM with it",
               "Leave --pci out");
    if (words.for_levels() && !words.scan.radio.bias_tee.empty())
        refuse("voltage on the socket while cables are changed may destroy what is on them", "--bias-tee",
               "no bias tee while levels are calibrated", "Leave it out, with the amplifier out of the way");
}

app::CarrierWishes wishes_of(const CalibrateWords& words, const app::BandScanRequest& scan) {
    app::CarrierWishes wishes;
    wishes.question = scan.question;
    wishes.question.umts = false;
    wishes.asked_for_some = !words.scan.bands.empty() || !words.scan.earfcns.empty() || !words.scan.of.empty();
    wishes.gain_db = scan.gain_db;
    // Whatever was found before: this may be another radio.
    if (scan.ppm_window) wishes.ppm_window.reach_ppm = *scan.ppm_window;
    return wishes;
}

app::ClockRequest clock_request(const CalibrateWords& words, const app::Config& config) {
    const app::BandScanRequest scan = band_scan_request(words.scan, config);
    app::ClockRequest request;
    request.wishes = wishes_of(words, scan);
    if (!words.minutes.empty())
        request.seconds = 60 * number_argument("--minutes", words.minutes, 0, most_minutes, "minutes");
    request.gain_db = scan.gain_db;
    request.keep = scan.keep;
    return request;
}

app::LevelRequest level_request(const CalibrateWords& words, const app::Config& config) {
    const app::BandScanRequest scan = band_scan_request(words.scan, config);
    app::LevelRequest request;
    if (!words.generator_dbm.empty()) {
        const double dbm = number_argument("--generator-dbm", words.generator_dbm, lowest_dbm, highest_dbm, "dBm");
        request.against = app::KnownGenerator{Dbm{dbm}, catalog::parse_frequency_hz(words.frequency, "--frequency")};
    } else {
        const double dbm =
            number_argument("--hotspot-rsrp", words.hotspot_rsrp, weakest_rsrp_dbm, strongest_rsrp_dbm, "dBm");
        request.against = app::KnownRsrp{
            .level = Dbm{dbm},
            .frequency_hz = catalog::channel_to_frequency_hz(catalog::Rat::lte, scan.question.earfcns.front()),
            .pci = static_cast<int>(number_argument("--pci", words.pci, 0, highest_pci, "a PCI"))};
        request.sigma_db = app::hotspot_sigma_db;
    }
    if (!words.sigma_db.empty())
        request.sigma_db = number_argument("--sigma-db", words.sigma_db, 0, most_sigma_db, "dB");
    request.gain_db = scan.gain_db;
    request.keep = scan.keep;
    return request;
}

// What ended it early, as the exit code or an Error.
void finish(radio::Ending ending, const std::optional<Error>& keep_error, const std::string& radio,
            const std::string& bring_back, bool found, Context& context) {
    if (keep_error) throw *keep_error;
    if (ending == radio::Ending::stopped) {
        context.exit_code = ExitCode::stopped;
    } else if (ending != radio::Ending::complete) {
        throw Error(Error::Kind::fault,
                    {.what = ending == radio::Ending::too_lossy ? "the radio lost samples again and again"
                                                                : "the radio stopped giving samples",
                     .where = radio,
                     .expected = "",
                     .fix = bring_back + ", and calibrate again"});
    } else if (!found) {
        context.exit_code = ExitCode::answer_is_no;
    }
}

std::string progress_words(const app::ClockProgress& now) {
    switch (now.doing) {
        case app::ClockProgress::Doing::gain: return "Choosing the gain";
        case app::ClockProgress::Doing::carriers: return "Looking for cells";
        case app::ClockProgress::Doing::looking: break;
    }
    return now.clock_ppm ? fmt::format("Watching the clock, {:+.2f} ppm so far,", *now.clock_ppm)
                         : "Watching the clock";
}

void calibrate_clock(const CalibrateWords& words, const app::Config& config, Context& context) {
    app::ClockRequest request = clock_request(words, config);
    const app::Pause pause =
        app::ask_log_to_pause(database_of_radio(words.scan.radio, config, context), "boresight calibrate");
    app::RadioSession session = open_radio_session(words.scan.radio, config, context);
    request.wishes.database = session.database();
    app::ClockOutcome outcome;
    {
        Progress progress(context, "Looking for cells");
        outcome = app::calibrate_clock(
            session.radio(), request,
            [&](const std::string& said) {
                if (!context.quiet) context.err << said << std::endl;
            },
            [&](const app::ClockProgress& now) {
                progress.say(progress_words(now));
                return progress.update(now.share);
            },
            context.stop);
    }
    context.out << (context.format == Format::json ? clock_json(request, outcome) : clock_text(request, outcome))
                << std::flush;
    finish(outcome.ending, outcome.keep_error, outcome.radio, outcome.bring_back, outcome.estimate.has_value(),
           context);
}

// The words of safety and the steps, and then until a person says that it is done. False where they stop.
bool cables_are_ready(const CalibrateWords& words, const app::LevelRequest& request, Context& context) {
    if (words.yes) return true;
    if (isatty(STDIN_FILENO) != 1)
        refuse("nobody is there to say that the cable is on", "calibrate", "a terminal to ask at, or --yes",
               "Add --yes once the known level is on the radio");
    context.err << "Before you touch a cable:\n";
    for (const std::string& said : cable_safety()) context.err << paragraph(said, "  - ");
    context.err << "\nThen:\n";
    for (const std::string& step : level_steps(request)) context.err << paragraph(step, "  * ");
    context.err << "\nPress Enter when that is done (q stops): " << std::flush;
    std::string line;
    return terminal_lines(context.stop)(line) && line.empty();
}

void calibrate_level(const CalibrateWords& words, const app::Config& config, Context& context) {
    app::LevelRequest request = level_request(words, config);
    const app::Pause pause =
        app::ask_log_to_pause(database_of_radio(words.scan.radio, config, context), "boresight calibrate");
    app::RadioSession session = open_radio_session(words.scan.radio, config, context);
    request.database = session.database();
    // Before hands go to cables.
    if (const auto* generator = std::get_if<app::KnownGenerator>(&request.against))
        app::require_safe(*generator, session.radio().name());
    if (!cables_are_ready(words, request, context)) {
        context.err << "\nNothing was measured.\n";
        context.exit_code = ExitCode::stopped;
        return;
    }
    app::LevelOutcome outcome;
    {
        Progress progress(context, "Measuring");
        outcome = app::calibrate_level(
            session.radio(), request, [&](double share) { return progress.update(share); }, context.stop);
    }
    context.out << (context.format == Format::json ? level_json(request, outcome) : level_text(request, outcome))
                << std::flush;
    finish(outcome.ending, outcome.keep_error, outcome.radio, outcome.bring_back, !outcome.levels.empty(), context);
}

void show(const CalibrateWords& words, const app::Config& config, Context& context) {
    const std::filesystem::path database = database_of_radio(words.scan.radio, config, context);
    const store::Calibrations all = store::read_calibrations(database);
    context.out << (context.format == Format::json ? calibrations_json(all, database)
                                                   : calibrations_text(all, database))
                << std::flush;
    if (all.clocks.empty() && all.levels.empty()) context.exit_code = ExitCode::answer_is_no;
}

void calibrate(const CalibrateWords& words, Context& context) {
    require_use(words);
    const app::Config config = app::load_config();
    if (words.show) return show(words, config, context);
    words.for_levels() ? calibrate_level(words, config, context) : calibrate_clock(words, config, context);
}

void add_options(CLI::App& command, CalibrateWords& words) {
    const auto add = [&command](const char* name, std::string& word, const char* text, const char* type,
                                const char* group) {
        command.add_option(name, word, text)->type_name(type)->group(group);
    };
    command.add_flag("--show", words.show, "what is known of which radio; measures nothing");
    command.add_flag("--no-store", words.scan.no_store, "show it and keep nothing");
    const char* clock = "The clock (by cells)";
    add("--minutes", words.minutes, "from the first look to the last, so that warming up shows (default 1)", "N",
        clock);
    command
        .add_option("--earfcn", words.scan.earfcns,
                    "listen to this carrier; may be given again (default: those on "
                    "which the latest scan heard cells, else the likely ones)")
        ->type_name("N")
        ->allow_extra_args(false)
        ->group(clock);
    add("--operator", words.scan.of, "the likely carriers of this operator", "NAME", clock);
    add("--country", words.scan.country, "of which country (default: that of \"boresight setup\")", "NAME", clock);
    add("--ppm-window", words.scan.ppm_window,
        "largest error of the radio's frequency that is thought possible, in ppm (default 100)", "PPM", clock);
    const char* level = "dBm (by a level that is known)";
    add("--generator-dbm", words.generator_dbm, "a generator's level at the radio's own socket, in dBm", "DBM", level);
    add("--frequency", words.frequency, "the generator's frequency, as in 739M", "FREQ", level);
    add("--hotspot-rsrp", words.hotspot_rsrp,
        "RSRP that a hotspot reads through the cable that then goes to the radio, in dBm; needs --earfcn and --pci",
        "DBM", level);
    add("--pci", words.pci, "the hotspot's cell", "N", level);
    add("--sigma-db", words.sigma_db, "how sure that level is, in dB (default 1 for a generator, 3 for a hotspot)",
        "DB", level);
    command.add_flag("--yes", words.yes, "the known level is on the radio already: ask nothing")->group(level);
    add_radio_options(command, words.scan.radio);
    add("--gain", words.scan.gain, "gain of the radio in dB (default: the highest at which it is linear)", "DB",
        "Radio");
}

}  // namespace

void add_calibrate(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "calibrate",
              .group = "Set up",
              .summary = "how far off the radio's clock is; its gain; what its levels are in dBm",
              .examples = "boresight calibrate                       by the cells that the latest scan heard\n"
                          "boresight calibrate --minutes 10          and whether it still warms up\n"
                          "boresight calibrate --earfcn 5110         by the cells of one carrier\n"
                          "boresight calibrate --generator-dbm -60 --frequency 739M          dBm by a generator\n"
                          "boresight calibrate --hotspot-rsrp -95 --earfcn 5110 --pci 357    dBm by a hotspot\n"
                          "boresight calibrate --show                what is known of which radio\n"
                          "boresight calibrate --radio scene         in a made world\n"});
    const auto words = std::make_shared<CalibrateWords>();
    add_options(command, *words);
    command.callback([words, &context] { calibrate(*words, context); });
}

}  // namespace boresight::cli
