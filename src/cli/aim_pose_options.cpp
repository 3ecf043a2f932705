// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_pose_options.h"

#include <CLI/CLI.hpp>

namespace boresight::cli {

void add_pose_options(CLI::App& command, LiveAimWords& words) {
    const char* who = "The antenna";
    command
        .add_option("--reference", words.reference,
                    "what ties the scale to true north: sun@MARK, shadow@MARK, landmark:LAT,LON@MARK or "
                    "compass:BEARING@MARK, with MARK what the scale reads there (default: --zero)")
        ->type_name("WHAT@MARK")
        ->group(who);
    command
        .add_option("--rotator-limits", words.rotator_limits,
                    "least and greatest azimuth of the rotator's own count, which may be more than a round (default: "
                    "what it tells, else 0,360)")
        ->type_name("LOW,HIGH")
        ->group(who);
    command
        .add_option("--rotator-tolerance", words.rotator_tolerance,
                    "so far off may it come to rest, in degrees; its own reading counts (default: 1)")
        ->type_name("DEG")
        ->group(who);
    command
        .add_option("--antenna", words.antenna,
                    "its type in the catalogue, as in log-periodic, which tells the width of its beam (default: of the "
                    "settings)")
        ->type_name("NAME")
        ->group(who);
    command
        .add_option(
            "--pattern", words.pattern,
            "its pattern as its maker measured it: a file in MSI Planet (.msi, .pln) or NSMA form (.adf); it is "
            "fitted instead of a lobe (default: of the settings)")
        ->type_name("FILE")
        ->group(who);
    command
        .add_option(
            "--tower", words.tower,
            "where a tower is thought to be, with its error in metres: what a map foretells is told beside what "
            "is measured")
        ->type_name("LAT,LON[,HEIGHT][@ERROR_M]")
        ->group("What to sweep");
}

}  // namespace boresight::cli
