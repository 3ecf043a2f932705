// SPDX-License-Identifier: GPL-3.0-or-later
// What the page shows, as JSON: where the antenna is to be turned and which way, how long to hold it still, the level,
// the verdict. Azimuths in degrees on the sweep's scale, levels in dB. Unknown values are null. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/snapshot.h"

namespace boresight::phone {

struct PageState {
    app::AimState aim;
    std::uint64_t question = 0;                      // that is open; 0: nothing is asked
    std::optional<double> antenna_deg;               // where it points, as far as is known
    std::optional<double> arc_from_deg, arc_to_deg;  // what the mount reaches, clockwise; both or neither
    std::optional<double> hold_s;                    // that a dwell takes
    std::optional<double> level_db, over_mean_db;    // of the cell that is followed; empty: not to be heard now
    std::optional<double> tone_hz;                   // empty: silence
    std::string heard;                               // at the last stop, one line
    std::string mishap;                              // what went wrong, as long as it is waited for; empty: nothing
    std::string point_to;                            // the verdict's direction, in words
};

std::string state_json(const PageState& state);

// What stands on the page from its beginning.
struct Greeting {
    bool simulated = false;
    std::vector<std::string> safety;  // one danger each: "Power lines: ..."
};

std::string greeting_json(const Greeting& greeting);

// How far to turn, clockwise positive: the short way round, or the one within the arc that the mount reaches.
double turn_deg(double from_deg, double to_deg, std::optional<double> arc_from_deg, std::optional<double> arc_to_deg);

}  // namespace boresight::phone
