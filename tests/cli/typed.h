// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a command line within the test, as if its words had been typed.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/context.h"

namespace boresight::cli {

struct Outcome {
    ExitCode code;
    std::string out, err;
};

inline Outcome type(const std::vector<std::string>& words) {
    SystemClock clock;
    std::ostringstream out, err;
    Context context{.out = out, .err = err, .clock = clock, .stop = {}, .database = {}};
    const ExitCode code = run(words, context);
    return {code, out.str(), err.str()};
}

}  // namespace boresight::cli
