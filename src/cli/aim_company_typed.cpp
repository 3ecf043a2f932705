// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_company_typed.h"

#include <CLI/CLI.hpp>

namespace boresight::cli {

void add_company_options(CLI::App& command, AimCompanyWords& words) {
    const char* who = "At the mast";
    auto* tone = command.add_flag("--tone", words.tone,
                                  "a tone as high as the level is over its mean (default: by hand, at a terminal)");
    tone->group(who);
    command.add_flag("--no-tone", words.no_tone, "no tone")->excludes(tone)->group(who);
    command
        .add_flag("--speak", words.speak,
                  "speak each bearing and the verdict, by espeak-ng, spd-say, festival or say (default: silent)")
        ->group(who);
    command
        .add_option_function<std::string>(
            "--serve",
            [&words](const std::string& port) {
                words.serve = true;
                words.port = port == "true" ? "" : port;  // CLI11's word for an option without its value
            },
            "a page for the phone in your pocket, with a button that says the antenna is there; asks whether phones on "
            "this network may see it (default port: 8787, or any that is free)")
        ->expected(0, 1)
        ->type_name("[PORT]")
        ->group(who);
    command
        .add_option("--listen", words.listen,
                    "serve that page at this address of yours, unasked, as in 192.168.1.5; 0.0.0.0 is all of them "
                    "(default: asks; without a terminal this machine alone)")
        ->type_name("ADDR")
        ->group(who);
}

}  // namespace boresight::cli
