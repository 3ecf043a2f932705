// SPDX-License-Identifier: GPL-3.0-or-later
// "gps" (also "gps:HOST" and "gps:HOST:PORT") where a place is typed: waits for a fix from gpsd, and puts the position
// itself in its place; other text stays as it is, for platform/position.h to read. Throws an Error (missing) that says
// why there is no fix.
#pragma once

#include <string>

#include "cli/context.h"
#include "pose/line_connection.h"

namespace boresight::cli {

// Whether the text asks for gpsd's places, and where that is then.
bool is_gps_place(const std::string& text);
pose::ServiceAddress gps_address(const std::string& option, const std::string& text);

// False where stop was asked for meanwhile; the exit code then says so.
bool take_place_from_gps(const std::string& option, std::string& text, Context& context);

}  // namespace boresight::cli
