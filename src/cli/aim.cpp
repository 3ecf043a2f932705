// SPDX-License-Identifier: GPL-3.0-or-later
// boresight aim --import: where to point, from a recorded sweep.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/aim_report.h"
#include "cli/arguments.h"
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
    std::filesystem::path file, svg;
    std::string present;
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

void aim_at(const AimWords& words, Context& context) {
    if (words.file.empty())
        throw Error(Error::Kind::bad_input,
                    {.what = "there is no sweep to estimate",
                     .where = "aim",
                     .expected = "--import with a recorded sweep, as in \"boresight aim --import sweep.json\"",
                     .fix = ""});
    std::optional<double> present_deg;
    if (!words.present.empty()) present_deg = number_argument("--present", words.present, 0, 360, "degrees");
    AimReport report{.file = words.file, .sweep = survey::read_sweep(system_files(), words.file), .estimate = {}};
    report.estimate = survey::estimate_sweep(report.sweep, present_deg);
    if (!words.svg.empty()) draw(report, words.svg);
    context.out << (context.format == Format::json ? aim_json(report) : aim_text(report)) << std::flush;
    const aim::VerdictKind kind = report.estimate.verdict.kind;
    const bool answered =
        kind == aim::VerdictKind::point || kind == aim::VerdictKind::tie ||
        (report.estimate.polarization && report.estimate.polarization->choice != aim::PolarizationChoice::undecided);
    if (!answered) context.exit_code = ExitCode::answer_is_no;
}

}  // namespace

void add_aim(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "aim",
              .group = "Look",
              .summary = "where to point the antenna, from a recorded sweep (sweeping itself isn't built)",
              .examples = "boresight aim --import sweep.json  bearing, gain and how sure both are\n"
                          "boresight aim --import sweep.json --present 240  gain over where the antenna points now\n"
                          "boresight aim --import sweep.json --svg sweep.svg  a picture of it\n"
                          "boresight aim --import sweep.json --format json  for another program\n"});
    const auto words = std::make_shared<AimWords>();
    const char* what = "What to estimate";
    command.add_option("--import", words->file, "recorded sweep, or recorded comparison of two polarizations")
        ->type_name("FILE")
        ->group(what);
    command
        .add_option(
            "--present", words->present,
            "where the antenna points now, in degrees on the scale of the sweep (default: where the sweep began)")
        ->type_name("DEG")
        ->group(what);
    command
        .add_option("--svg", words->svg,
                    "draw the sweep to this file; one of that name is replaced (default: no picture)")
        ->type_name("FILE")
        ->group("What to write");
    command.callback([words, &context] { aim_at(*words, context); });
}

}  // namespace boresight::cli
