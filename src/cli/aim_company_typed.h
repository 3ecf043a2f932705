// SPDX-License-Identifier: GPL-3.0-or-later
// What was typed about who is told of a sweep beside the terminal: a loudspeaker, a voice, phones.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace boresight::cli {

struct AimCompanyWords {
    bool tone = false, no_tone = false;  // neither: by hand at a terminal
    bool speak = false;
    bool serve = false;
    std::string port = {};    // empty: the usual one, or any that is free
    std::string listen = {};  // empty: asked for at a terminal, else this machine alone
    bool serves() const { return serve || !listen.empty(); }
};

// `words` must live as long as the command.
void add_company_options(CLI::App& command, AimCompanyWords& words);

}  // namespace boresight::cli
