// SPDX-License-Identifier: GPL-3.0-or-later
// What the name of a reading's source tells: which radio it was, and of a scene that the program carries the day it
// tells of and what its receiver can tune to. Any thread.
#pragma once

#include <optional>
#include <string>

#include "catalog/radios.h"
#include "radio/radio.h"

namespace boresight::app {

struct SceneFacts {
    std::string name;      // "Tree farm, summer of 2017"
    std::string dated;     // "2017-07-15"
    catalog::Radio radio;  // name and ranges only
};

// By what a session says of its source ("driver=scene,scene=tree-farm,receiver=dongle", or the scene's own name).
std::optional<SceneFacts> scene_facts(const std::string& source);

// "driver=rtlsdr,serial=00000001", "rtlsdr,serial=1", or a product; null where nobody knows it.
const catalog::Radio* radio_of_source(const std::string& source);

// By its arguments, as calibrations know it.
radio::RadioName radio_name_of(const std::string& arguments);

// Whether these words for a radio open a made world: "scene", "driver=scene,radio=wide".
bool is_made_world(const std::string& radio_arguments);

}  // namespace boresight::app
