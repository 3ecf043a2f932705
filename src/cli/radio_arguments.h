// SPDX-License-Identifier: GPL-3.0-or-later
// The options of every command that listens to a radio: --radio and --bias-tee. Opening throws the Errors of
// radio/open_radio.h and of the settings' file.
#pragma once

#include <string>

#include "app/config.h"
#include "app/radio_session.h"
#include "cli/context.h"

namespace CLI {
class App;
}

namespace boresight::cli {

// As typed.
struct RadioWords {
    std::string radio, bias_tee;
};

void add_radio_options(CLI::App& command, RadioWords& words, const std::string& group = "Radio");

app::RadioSession open_radio_session(const RadioWords& words, const app::Config& config, Context& context);

}  // namespace boresight::cli
