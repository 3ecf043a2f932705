// SPDX-License-Identifier: GPL-3.0-or-later
// The scale that the azimuths of a sweep are read on: that of the settings, with what was typed beside it: its zero,
// one reference that ties it to true north (pose/scale_tie.h), or a compass with its declination, which comes from the
// World Magnetic Model where the place is known and none was typed. What can't be throws an Error (bad input). It is
// the same each time it is asked for: the sun's place is that of the time at which the command was typed.
#pragma once

#include <string>
#include <vector>

#include "aim/scale.h"
#include "app/config.h"
#include "cli/aim_typed.h"

namespace boresight::cli {

aim::Scale scale_of(const LiveAimWords& words, const app::Config& config, bool by_hand);

// Of the compass where the sweep is; nothing where neither it nor the place is known.
std::optional<double> declination_of(const LiveAimWords& words, const app::Config& config);

// Where the antenna is, as typed or as in the settings.
std::optional<Position> place_of(const LiveAimWords& words, const app::Config& config);

// What a person should know of the scale: where its zero lies and by what, and what speaks against relying on it.
std::vector<std::string> scale_notes(const LiveAimWords& words, const app::Config& config, bool by_hand);

}  // namespace boresight::cli
