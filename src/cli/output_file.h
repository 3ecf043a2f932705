// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a whole text where an option says: into a file, which is there whole or not at all, or for "-" onto the screen
// (stdout). Devices and pipes are written to as they are.
#pragma once

#include <ostream>
#include <string>

namespace boresight::cli {

// Throws an Error when the disk doesn't take it or the name is a folder's.
void write_output(const std::string& file, const std::string& text, std::ostream& screen);

}  // namespace boresight::cli
