// SPDX-License-Identifier: GPL-3.0-or-later
// The commands, one file each, in the order the help names them.
#pragma once

namespace CLI {
class App;
}

namespace boresight::cli {

struct Context;

inline void add_commands([[maybe_unused]] CLI::App& app, [[maybe_unused]] Context& context) {}

}  // namespace boresight::cli
