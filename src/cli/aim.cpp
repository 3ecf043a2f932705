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

namespace boresight::cli {

namespace {

// As typed.
struct AimWords {
    std::filesystem::path file;
    std::string present;
};

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
    command.callback([words, &context] { aim_at(*words, context); });
}

}  // namespace boresight::cli
