// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a scene: TOML in ASCII with every key's unit in its name. Each key is required unless it says otherwise below,
// unknown keys are refused, one with another unit by name. An Error names file, field, value, what was expected and the
// fix.
//
//   name dated note(optional) seed
//   [[receiver]]  as scene::Receiver
//   [antenna]     as scene::Antenna; azimuth_error_deg(0) boom_m(0.3) sway_m(0.03)
//                 pattern_deg_db(optional): [[degrees, dB], ...]
//   [drift]       (optional) as scene::Drift: gain_db(0) turn_db(0) cell_db(0)
//   [[tower]]   name east_m north_m height_m terrain_loss_db k_factor_db(8)
//   [[tower.sector]]  azimuth_deg beamwidth_deg gain_dbi polarization("cross" or "vertical")
//   [[tower.sector.carrier]]  earfcn pci n_rb_dl ports power_dbm occupancy phich_resource("1/6") frame_start_s(0)
//                           more_loss_db(0)
//   [[microcell]] (optional) name east_m north_m height_m terrain_loss_db k_factor_db(8) gain_dbi uarfcn psc plmn lac
//                 cell_id power_dbm occupancy cpich_db(-10) pccpch_db(-12) psch_db(-15) ssch_db(-15) frame_start_s(0)
//   [[gain_step]] (optional) at_s step_db
//   [[fault]]   (optional) kind("overflow", "timeout", "stall" or "unplug") at_s lasts_s(0)
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
