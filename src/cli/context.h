// SPDX-License-Identifier: GPL-3.0-or-later
// What every command of the command line shares: the global options, where to write, whether to stop. A command is one
// file with one function `void add_NAME(CLI::App& app, Context& context)` that adds a subcommand whose callback does
// the work, writes results to `out` and words of progress to `err`, and sets `exit_code`. Errors are thrown.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>

#include "platform/clock.h"

namespace boresight::cli {

enum class Format { text, json };
enum class Units { metric, us };

struct Context {
    std::ostream& out;
    std::ostream& err;
    Clock& clock;
    std::filesystem::path database;  // empty: the default place
    Format format = Format::text;
    Units units = Units::metric;
    bool quiet = false;
    int exit_code = 0;
};

}  // namespace boresight::cli
