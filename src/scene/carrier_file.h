// SPDX-License-Identifier: GPL-3.0-or-later
// The LTE carriers of a scene file's towers: [[tower.sector.carrier]] with an earfcn, as docs/scenes.md has it.
#pragma once

#include <cstdint>
#include <functional>

#include "catalog/carriers.h"
#include "scene/fields.h"
#include "scene/world.h"

namespace boresight::scene {

constexpr double any_db = 300;

double downlink_frequency_hz(Fields& fields, const char* key, catalog::Rat rat, int channel, const char* expected);

// `from` checks a cell; what it refuses is refused as the file's.
void check_fields(const Fields& fields, const std::function<void()>& check);

Carrier read_carrier(Fields fields, std::uint64_t seed);

// Cells that send messages name the other carriers of their tower in them.
void name_neighbors(Tower& tower);

}  // namespace boresight::scene
