// SPDX-License-Identifier: GPL-3.0-or-later
// The options of every command that listens to a radio: --radio and --bias-tee. Opening throws the Errors of
// radio/open_radio.h and of the settings' file.
#pragma once

#include <filesystem>
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

// Before the radio is open, the database that goes with it: a made world's has its own.
std::filesystem::path database_of_radio(const RadioWords& words, const app::Config& config, const Context& context);

app::RadioSession open_radio_session(const RadioWords& words, const app::Config& config, Context& context);

}  // namespace boresight::cli
