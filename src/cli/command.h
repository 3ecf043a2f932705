// SPDX-License-Identifier: GPL-3.0-or-later
// Adds a command to the command line with what its help says: a summary of one line, and examples, which the help
// shows first. Every option's description says its unit and default.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace boresight::cli {

struct CommandText {
    std::string name;
    std::string group;     // "Look", "Keep", ...: the heading it stands under in the list of commands
    std::string summary;   // one line without a full stop: "find the cells in a recording"
    std::string examples;  // lines of "boresight ...  what it does", two blanks between
};

CLI::App& add_command(CLI::App& app, const CommandText& text);

}  // namespace boresight::cli
