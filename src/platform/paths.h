// SPDX-License-Identifier: GPL-3.0-or-later
// The user's folders by the XDG base directory specification: $XDG_DATA_HOME/boresight, else
// ~/.local/share/boresight, for data; $XDG_CONFIG_HOME/boresight, else ~/.config/boresight, for settings. A variable
// that isn't an absolute path is ignored, as the specification demands. Without HOME the home of the user's account
// counts. Throws an Error of kind `missing` when none is known. Creates nothing. Reads the environment: not beside a
// thread that changes it.
#pragma once

#include <filesystem>

namespace boresight {

std::filesystem::path data_folder();
std::filesystem::path config_folder();

}  // namespace boresight
