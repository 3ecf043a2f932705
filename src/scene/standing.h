// SPDX-License-Identifier: GPL-3.0-or-later
// The same world with the antenna carried elsewhere: bearings and distances follow, and the way from each transmitter
// is shadowed as it is there. At the foot of the mast and its height all is as the scene's file says. Pure.
#pragma once

#include "scene/world.h"

namespace boresight::scene {

World world_from(const World& world, const Standing& standing);

// What the way from the n-th transmitter loses more there than at the mast; a smooth field of the scene's sigma.
double shadow_db(const World& world, std::size_t transmitter, const Standing& standing);

}  // namespace boresight::scene
