// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/carrier_options.h"

#include <CLI/CLI.hpp>

namespace boresight::cli {

void add_measured_carriers(CLI::App& command, RadioScanWords& words, const std::string& group) {
    command
        .add_option("--operator", words.of,
                    "only carriers of this operator, as in AT&T (default: of the settings, else all that are heard)")
        ->type_name("NAME")
        ->group(group);
    command.add_option("--country", words.country, "where this is, as in US (default: of the settings)")
        ->type_name("NAME")
        ->group(group);
    command
        .add_option("--carrier", words.earfcns,
                    "only this carrier, by its EARFCN, as in 5110; may be given again (default: those a scan finds)")
        ->type_name("EARFCN")
        ->allow_extra_args(false)
        ->group(group);
}

}  // namespace boresight::cli
