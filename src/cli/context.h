// SPDX-License-Identifier: GPL-3.0-or-later
// What every command of the command line shares: the global options, where to write, whether to stop. A command is one
// file with one function `void add_NAME(CLI::App& app, Context& context)` that adds a subcommand (add_command of
// cli/command.h) whose callback does the work, writes results to `out` and words of progress to `err`, and sets
// `exit_code` where the answer isn't `done`. Errors are thrown; the frame prints them.
#pragma once

#include <filesystem>
#include <ostream>

#include "platform/clock.h"
#include "platform/exit_code.h"
#include "platform/stop.h"

namespace boresight::cli {

enum class Format { text, json };
enum class Units { metric, us };

struct Context {
    std::ostream& out;
    std::ostream& err;
    Clock& clock;
    StopToken stop;                  // set by Ctrl-C: end cleanly, keep what is recorded, exit_code = stopped
    std::filesystem::path database;  // empty: the default place
    Format format = Format::text;
    Units units = Units::metric;
    bool quiet = false;         // no words of progress
    bool colour = false;        // `out` is a terminal and NO_COLOR isn't set
    bool err_terminal = false;  // `err` is a terminal: progress may redraw its line
    ExitCode exit_code = ExitCode::done;
};

}  // namespace boresight::cli
