// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a scene: TOML in ASCII with every key's unit in its name. Each key is required unless it says otherwise below,
// unknown keys are refused, one with another unit by name. An Error names file, field, value, what was expected and the
// fix.
// The keys are those of docs/scenes.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scene/world.h"

namespace boresight::scene {

World parse_scene(std::string_view toml, const std::string& file);

// By the name of a scene that the program carries ("tree-farm") or the path of a file.
World load_scene(const std::string& name_or_path);

std::vector<std::string> carried_scenes();

}  // namespace boresight::scene
