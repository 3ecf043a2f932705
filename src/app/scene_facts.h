// SPDX-License-Identifier: GPL-3.0-or-later
// What a scene that the program carries says of itself, for readings that were made in it: the day it tells of and what
// its receiver can tune to. Any thread.
#pragma once

#include <optional>
#include <string>

#include "catalog/radios.h"

namespace boresight::app {

struct SceneFacts {
    std::string dated;     // "2017-07-15"
    catalog::Radio radio;  // name and ranges only
};

// By what a session says of its source ("driver=scene,scene=tree-farm,receiver=dongle", or the scene's own name).
std::optional<SceneFacts> scene_facts(const std::string& source);

}  // namespace boresight::app
