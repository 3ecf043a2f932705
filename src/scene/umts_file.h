// SPDX-License-Identifier: GPL-3.0-or-later
// The UMTS cells of a scene file: [[tower.sector.carrier]] with a uarfcn, and [[microcell]], as docs/scenes.md has it.
#pragma once

#include <cstdint>

#include "scene/fields.h"
#include "scene/world.h"

namespace boresight::scene {

void read_place(Fields& fields, Place& place);

UmtsCarrier read_umts_carrier(Fields fields, std::uint64_t seed, bool cross_polarized);

Microcell read_microcell(Fields fields, std::uint64_t seed);

// UMTS cells name those of the towers that are of their network.
void name_neighbors(World& world);

}  // namespace boresight::scene
