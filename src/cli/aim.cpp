// SPDX-License-Identifier: GPL-3.0-or-later
// boresight aim: where to point, from a sweep with a radio, or (--import) from a recorded one.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/aim_live.h"
#include "cli/aim_pose_options.h"
#include "cli/aim_report.h"
#include "cli/aim_scale.h"
#include "cli/bearing_argument.h"
#include "cli/carrier_options.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "platform/error.h"
#include "platform/file_system.h"
#include "report/sweep_picture.h"

namespace boresight::cli {

namespace {

// As typed.
struct AimWords {
    std::filesystem::path file;
    std::string present;
    LiveAimWords live;  // its picture is that of either
};

void draw(const AimReport& report, const std::filesystem::path& svg) {
    const survey::SweepEstimate& estimate = report.estimate;
    if (!estimate.verdict.cell)
        throw Error(Error::Kind::bad_input, {.what = "there is no direction to draw",
                                             .where = "--svg",
                                             .expected = "a sweep in which a cell was heard at five stops or more",
                                             .fix = "Leave the option out"});
    const std::size_t cell = *estimate.verdict.cell;
    std::vector<aim::Stop> stops;
    for (const survey::SweepStop& stop : report.sweep.stops)
        stops.push_back({.time_s = stop.time_s, .azimuth_deg = stop.azimuth_deg});
    const report::SweepPicture picture{.title = report.sweep.name,
                                       .sentence = aim_sentence(report),
                                       .stops = stops,
                                       .readings = estimate.cells[cell].readings,
                                       .fit = *estimate.fits[cell],
                                       .present_deg = estimate.present_deg};
    replace_text(system_files(), svg, report::sweep_svg(picture), Durability::process);
}

// A recorded sweep's scale is taken for true where the bearing is magnetic, unless it is tied to north as a mast's is.
double present_of(const AimWords& words) {
    const app::Config config = app::load_config();
    const bool tied = !words.live.zero.empty() || !words.live.reference.empty() || words.live.compass;
    const aim::Scale scale = tied ? scale_of(words.live, config, true)
                                  : aim::Scale{.kind = aim::ScaleKind::true_north,
                                               .zero = {},
                                               .declination_deg = declination_of(words.live, config)};
    return bearing_argument("--present", words.present, scale);
}

void aim_at(const AimWords& words, Context& context) {
    if (words.file.empty()) {
        aim_with_radio(words.live, context);
        return;
    }
    std::optional<double> present_deg;
    if (!words.present.empty()) present_deg = present_of(words);
    AimReport report{.file = words.file, .sweep = survey::read_sweep(system_files(), words.file), .estimate = {}};
    report.estimate = survey::estimate_sweep(report.sweep, present_deg);
    if (!words.live.svg.empty()) draw(report, words.live.svg);
    context.out << (context.format == Format::json ? aim_json(report) : aim_text(report)) << std::flush;
    const aim::VerdictKind kind = report.estimate.verdict.kind;
    const bool answered =
        kind == aim::VerdictKind::point || kind == aim::VerdictKind::tie ||
        (report.estimate.polarization && report.estimate.polarization->choice != aim::PolarizationChoice::undecided);
    if (!answered) context.exit_code = ExitCode::answer_is_no;
}

void add_mount_options(CLI::App& command, LiveAimWords& words) {
    const char* who = "The antenna";
    command
        .add_option("--polarizations", words.polarizations,
                    "ways to mount it, with their angles from vertical; \"all\" are 0, 90, +45 and -45 (default: "
                    "vertical:0,+45:45)")
        ->type_name("A:DEG,B:DEG,...|all")
        ->group(who);
    command
        .add_option("--elevation", words.tilts,
                    "try its tilt too, once the direction is found: the lowest and the highest, in degrees over the "
                    "horizon (default: it isn't tilted)")
        ->type_name("LOW,HIGH")
        ->group(who);
    command
        .add_option_function<std::string>(
            "--turn",
            [&words](const std::string& deg) {
                words.turn = true;
                words.turn_deg = deg == "true" ? "" : deg;  // CLI11's word for an option without its value
            },
            "by hand: turn it slowly from mark to mark around the circle, so many degrees each, instead of stopping "
            "(default: stop; 90)")
        ->expected(0, 1)
        ->type_name("[DEG]")
        ->group(who);
    command.add_flag("--no-polarization", words.no_polarization, "don't compare polarizations")->group(who);
}

void add_antenna_options(CLI::App& command, LiveAimWords& words) {
    const char* who = "The antenna";
    command
        .add_option("--rotator", words.rotator,
                    "who turns it: the rotator of Hamlib's rotctld there (\"rotctld\": on this machine, port 4533), or "
                    "\"scene\", "
                    "that of a made world (default: by hand, with prompts)")
        ->type_name("HOST:PORT")
        ->group(who);
    command
        .add_option("--beamwidth", words.beamwidth,
                    "width of its beam between half-power points, in degrees (default: of the settings, else 55)")
        ->type_name("DEG")
        ->group(who);
    command
        .add_option("--sigma", words.sigma,
                    "how far off an azimuth is set by hand, typically, in degrees (default: of the settings, else 3)")
        ->type_name("DEG")
        ->group(who);
    command
        .add_option(
            "--first", words.first,
            "azimuth of the first stop, in degrees on its scale, or magnetic as in 226m, or true as in 238t; gains "
            "count from it (default: where a rotator or a made world says it points, else 0)")
        ->type_name("DEG")
        ->group(who);
    command.add_option("--arc", words.arc, "azimuths that it can be turned to, clockwise (default: all)")
        ->type_name("FROM,TO")
        ->group(who);
    command
        .add_option(
            "--zero", words.zero,
            "true bearing of the zero of the scale on the mast, in degrees, or magnetic as in 226m (default: of "
            "the settings, else unknown: then no true bearing is told)")
        ->type_name("DEG")
        ->group(who);
    command.add_option("--zero-sigma", words.zero_sigma, "how well that is known, in degrees (default: 3)")
        ->type_name("DEG")
        ->group(who);
    command.add_flag("--compass", words.compass, "azimuths are read from a compass, not from a scale on the mast")
        ->group(who);
    command
        .add_option(
            "--declination", words.declination,
            "of the compass, in degrees, east positive (default: by the World Magnetic Model where the place is known, "
            "else unknown: no true bearing is told)")
        ->type_name("DEG")
        ->group(who);
}

void add_length_options(CLI::App& command, LiveAimWords& words) {
    const char* how = "How long";
    command
        .add_option("--dwell", words.dwell,
                    "listen so long at each stop, in seconds (default: 8 by hand, 4 by rotator)")
        ->type_name("S")
        ->group(how);
    command
        .add_option("--target", words.target,
                    "end when the direction is known to ± so many degrees, half of its interval's width (default: 5)")
        ->type_name("DEG")
        ->group(how);
    command.add_option("--stops", words.stops, "no more stops than that (default: 24 or so)")
        ->type_name("N")
        ->group(how);
    command.add_option("--minutes", words.minutes, "no longer than that (default: no limit)")
        ->type_name("MIN")
        ->group(how);
    command
        .add_option("--wait", words.wait,
                    "wait so long for a radio or a rotator that is lost in the middle, in minutes (default: 5)")
        ->type_name("MIN")
        ->group(how);
    command.add_flag("--resume", words.resume, "go on with the last sweep, which was killed or stopped")->group(how);
    command
        .add_flag("--check", words.check,
                  "once it is mounted: measure the last verdict's cell again; pass or fail, with numbers")
        ->excludes("--resume")
        ->group(how);
    command
        .add_flag("--flanks", words.flanks,
                  "of --check, by hand and while it can still be turned: asks for half a beam width to either side of "
                  "the mark as well, which shows an antenna some degrees beside it (a rotator always does)")
        ->needs("--check")
        ->group(how);
}

void add_sweep_options(CLI::App& command, LiveAimWords& words) {
    const char* what = "What to sweep";
    add_measured_carriers(command, words.scan, what);
    command
        .add_option("--hotspot", words.hotspot,
                    "what is to be locked, as in mr1100_att: aims for carriers that it has, and says how it is locked "
                    "(default: of the settings)")
        ->type_name("NAME")
        ->group(what);
    command
        .add_option("--umts-carrier", words.uarfcns,
                    "listen to this carrier of 3G too, by its UARFCN, as in 4413, as to that of the microcell; may be "
                    "given again (default: none)")
        ->type_name("UARFCN")
        ->allow_extra_args(false)
        ->group(what);
    command
        .add_option("--rat", words.rat,
                    "what to aim for: lte alone, or umts, which is 3G (default: lte, and 3G is listened to where the "
                    "hotspot has it or the microcell sends it)")
        ->type_name("lte|umts")
        ->group(what);
    add_radio_options(command, words.scan.radio);
    command
        .add_option("--gain", words.scan.gain,
                    "gain of the radio in dB, kept throughout (default: searched, then kept)")
        ->type_name("DB")
        ->group("Radio");
    const char* keep = "What to keep";
    command
        .add_option("--at", words.scan.at,
                    "where the antenna is: degrees north, degrees east, metres above the sea; degrees with minutes and "
                    "seconds, a locator (JO99ah), or \"gps\" for gpsd's (default: of the settings)")
        ->type_name("LAT,LON[,HEIGHT]")
        ->group(keep);
    command
        .add_option("--place", words.place,
                    "name of this place on the mast or the ground, to tell sweeps apart (default: of the settings)")
        ->type_name("NAME")
        ->group(keep);
    command.add_option("--height", words.height, "of the antenna over the ground, in metres (default: unknown)")
        ->type_name("M")
        ->group(keep);
    command.add_flag("--no-store", words.scan.no_store, "keep nothing in the database (default: each stop is kept)")
        ->group(keep);
}

}  // namespace

void add_aim(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "aim",
              .group = "Look",
              .summary = "where to point the antenna: a sweep with a radio, or a recorded one",
              .examples = "boresight aim --beamwidth 55 --zero 88  by hand; the scale's zero is at 88 degrees true\n"
                          "boresight aim --reference sun@150 --at 31.45,-98.13  the scale reads 150 at the sun\n"
                          "boresight aim --turn  by hand, slowly round from mark to mark\n"
                          "boresight aim --resume  go on with a sweep that was broken off\n"
                          "boresight aim --radio scene --rotator scene --operator AT\\&T  in a made world\n"
                          "boresight aim --polarizations all --elevation -10,30 --place gable --height 6  all of it\n"
                          "boresight aim --umts-carrier 4413  with the microcell's level at every stop\n"
                          "boresight aim --check  once the bolts are tight: pass or fail, with numbers\n"
                          "boresight aim --check --flanks  before that: is the antenna on its mark?\n"
                          "boresight aim --import sweep.json --present 240  a recorded sweep, gains from 240\n"
                          "boresight aim --import sweep.json --svg sweep.svg  a picture of it\n"});
    const auto words = std::make_shared<AimWords>();
    add_sweep_options(command, words->live);
    add_length_options(command, words->live);
    add_antenna_options(command, words->live);
    add_mount_options(command, words->live);
    add_company_options(command, words->live.company);
    add_pose_options(command, words->live);
    const char* recorded = "A recorded sweep";
    command
        .add_option("--import", words->file,
                    "estimate this recorded sweep, or recorded comparison of two polarizations (default: use a radio)")
        ->type_name("FILE")
        ->group(recorded);
    command
        .add_option("--present", words->present,
                    "where the antenna points now, in degrees on the scale of the recorded sweep, or magnetic as in "
                    "226m (default: where it "
                    "began)")
        ->type_name("DEG")
        ->group(recorded);
    command
        .add_option("--svg", words->live.svg,
                    "draw the sweep to this file; one of that name is replaced (default: no picture)")
        ->type_name("FILE")
        ->group("What to write");
    command.callback([words, &context] { aim_at(*words, context); });
}

}  // namespace boresight::cli
