// SPDX-License-Identifier: GPL-3.0-or-later
// What a user can choose besides a radio, from the catalog's lists: country, operator there, hotspot, microcell, by
// their names; and what is chosen, in the settings. In a made world whatever isn't told is the tree farm's, as an
// example that is remembered nowhere. Pure; any thread.
#pragma once

#include <array>
#include <string>

#include "app/config.h"
#include "app/snapshot.h"

namespace boresight::app {

// Puts one answer into the settings; another country leaves no operator of the old one.
void choose(Config& config, ChoiceKind kind, const std::string& name);

// By ChoiceKind: whether an example may stand where the settings are silent.
using Examples = std::array<bool, choice_kinds>;

// What holds now, with what there is to choose from.
std::array<Chosen, choice_kinds> choices(const Config& config, const Examples& examples);

}  // namespace boresight::app
