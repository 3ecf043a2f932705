// SPDX-License-Identifier: GPL-3.0-or-later
// What changes in hours: the receiver's gain as it warms up, swings, wanders and jumps, and the power of a cell.
// Functions of the world's time and a seed alone, so that any time can be asked for in any order.
#pragma once

#include <cstdint>
#include <vector>

#include "scene/world.h"

namespace boresight::scene {

// Brownian motion: 0 at 0, its variance grows by 1 a second; straight lines within a second. Times from 0 to 34 years,
// beyond as at the ends.
class Walk {
public:
    explicit Walk(std::uint64_t seed) : seed_(seed) {}

    double at(double time_s) const;

private:
    std::uint64_t seed_;
};

class GainDrift {
public:
    GainDrift(const Drift& drift, std::vector<GainStep> steps, std::uint64_t seed);

    // `turn` is the number of the antenna's stop.
    double gain_db(double time_s, std::uint64_t turn) const;

private:
    Drift drift_;
    std::vector<GainStep> steps_;
    std::uint64_t seed_;
    Walk walk_;
    double warm_up_s_ = 0;
    double warm_up_db_ = 0;
    double swing_s_ = 0;
    double swing_db_ = 0;
    double swing_phase_ = 0;
};

}  // namespace boresight::scene
