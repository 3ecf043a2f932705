// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a whole: reads the words, runs the command, says in one or two sentences on stderr what went
// wrong, and answers with the exit code. With --format json stdout carries the one object of a command that worked,
// or nothing: an error is words on stderr and the exit code.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"

namespace boresight::cli {

// arguments: without the program's name.
ExitCode run(std::vector<std::string> arguments, Context& context);

}  // namespace boresight::cli
