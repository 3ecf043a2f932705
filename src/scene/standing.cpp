// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/standing.h"

#include <cmath>
#include <numbers>

#include "scene/draws.h"

namespace boresight::scene {
namespace {

constexpr int ripples = 32;  // that make the field
constexpr std::uint64_t shadow_stream = 9;

void carry(Place& place, double more_db, const Standing& standing) {
    place.east_m -= standing.east_m;
    place.north_m -= standing.north_m;
    place.terrain_loss_db += more_db;
}

}  // namespace

double shadow_db(const World& world, std::size_t transmitter, const Standing& standing) {
    const Shadow& shadow = world.shadow;
    if (shadow.sigma_db == 0) return 0;
    double sum = 0;
    for (int i = 0; i < ripples; ++i) {
        Draws draws(world.seed, shadow_stream + transmitter, static_cast<std::uint64_t>(i));
        const double east = draws.normal(), north = draws.normal(), up = draws.normal();
        const double phase = 2 * std::numbers::pi * draws.share();
        const double moved =
            (east * standing.east_m + north * standing.north_m + up * (standing.height_m - world.antenna.height_m)) /
            shadow.length_m;
        sum += std::cos(phase + moved) - std::cos(phase);
    }
    return shadow.sigma_db * std::sqrt(2.0 / ripples) * sum;
}

World world_from(const World& world, const Standing& standing) {
    World out = world;
    std::size_t transmitter = 0;
    for (Tower& tower : out.towers) carry(tower, shadow_db(world, transmitter++, standing), standing);
    for (Microcell& microcell : out.microcells) carry(microcell, shadow_db(world, transmitter++, standing), standing);
    out.antenna.height_m = standing.height_m;
    return out;
}

}  // namespace boresight::scene
