// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/radio_arguments.h"

#include <CLI/CLI.hpp>

#include "cli/arguments.h"

namespace boresight::cli {

void add_radio_options(CLI::App& command, RadioWords& words, const std::string& group) {
    command
        .add_option("--radio", words.radio,
                    "which radio: a driver as in rtlsdr, SoapySDR's arguments as in driver=rtlsdr,serial=00000001, or "
                    "scene for a made world (default: that of \"boresight setup\", else the first found)")
        ->type_name("ARGS")
        ->group(group);
    command
        .add_option("--bias-tee", words.bias_tee,
                    "on: put the radio's voltage on the antenna socket for an amplifier; it may damage what isn't made "
                    "for it (default off)")
        ->type_name("on|off")
        ->group(group);
}

app::RadioSession open_radio_session(const RadioWords& words, const app::Config& config, Context& context) {
    app::RadioRequest request{.arguments = words.radio, .options = {}, .database = context.database};
    if (!words.bias_tee.empty())
        request.options.bias_tee = choice_argument("--bias-tee", words.bias_tee, {"off", "on"}) == 1;
    return {request, config, context.clock};
}

}  // namespace boresight::cli
