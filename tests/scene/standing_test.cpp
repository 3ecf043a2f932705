// SPDX-License-Identifier: GPL-3.0-or-later
// The antenna carried elsewhere: geometry and shadows follow.
#include "scene/standing.h"

#include <gtest/gtest.h>

#include <cmath>

#include "scene/air.h"

namespace boresight::scene {
namespace {

constexpr double length_m = 10, sigma_db = 6;

World world() {
    World out;
    out.receivers = {{.name = "any"}};
    out.antenna = {.height_m = 6, .gain_dbi = 10, .beamwidth_deg = 55, .pattern = {}};
    Tower tower;
    tower.north_m = 1000;
    tower.height_m = 6;
    tower.sectors = {
        {.azimuth_deg = 180, .beamwidth_deg = 360, .carriers = {{.frequency_hz = 739e6, .cell = {.n_rb_dl = 50}}}}};
    out.towers = {tower};
    return out;
}

double rsrp(const World& at) {
    return rsrp_dbm(at, at.towers[0], at.towers[0].sectors[0], at.towers[0].sectors[0].carriers[0]);
}

TEST(Standing, WhereTheSceneHasItNothingChanges) {
    World here = world();
    here.shadow = {.sigma_db = sigma_db, .length_m = length_m};
    const World same = world_from(here, {.height_m = 6});
    EXPECT_EQ(rsrp(same), rsrp(here));
    EXPECT_EQ(bearing_deg(same.towers[0]), bearing_deg(here.towers[0]));
}

TEST(Standing, BearingAndDistanceFollow) {
    const World moved = world_from(world(), {.east_m = 1000, .north_m = 0, .height_m = 6});
    EXPECT_NEAR(bearing_deg(moved.towers[0]), -45, 1e-9);
    const World nearer = world_from(world(), {.east_m = 0, .north_m = 500, .height_m = 6});
    EXPECT_NEAR(rsrp(nearer) - rsrp(world()), 20 * std::log10(2), 1e-9);
}

TEST(Standing, ShadowsHaveTheirSigmaAndChangeOverTheirLength) {
    World shadowed = world();
    shadowed.shadow = {.sigma_db = sigma_db, .length_m = length_m};
    double squares = 0, near = 0;
    int n = 0;
    for (int i = -15; i <= 15; ++i)
        for (int k = -15; k <= 15; ++k, ++n) {
            const Standing at{.east_m = 40.0 * i, .north_m = 40.0 * k, .height_m = 6};
            Standing beside = at;
            beside.east_m += length_m / 10;
            squares += std::pow(shadow_db(shadowed, 0, at), 2);
            near += std::pow(shadow_db(shadowed, 0, beside) - shadow_db(shadowed, 0, at), 2);
        }
    // The field less its value at the mast, which is one draw of the same sigma.
    EXPECT_GT(std::sqrt(squares / n), 0.7 * sigma_db);
    EXPECT_LT(std::sqrt(squares / n), 2.5 * sigma_db);
    EXPECT_LT(std::sqrt(near / n), 0.25 * sigma_db);
    EXPECT_NE(shadow_db(shadowed, 0, {.height_m = 12}), 0);
    EXPECT_NE(shadow_db(shadowed, 0, {.east_m = 30, .height_m = 6}),
              shadow_db(shadowed, 1, {.east_m = 30, .height_m = 6}));
}

TEST(Standing, TheAirFollowsWhereTheAntennaIsCarried) {
    const auto power_at = [](const Standing& standing) {
        const World here = world();
        Air air(here);
        air.stand(here, standing);
        air.point({.azimuth_deg = 0, .polarization_deg = 45});
        air.tune({.frequency_hz = 739e6, .rate_hz = 1.92e6});
        std::vector<std::complex<float>> samples(38400);
        air.add(0, samples);
        double power = 0;
        for (const auto& sample : samples) power += std::norm(sample);
        return 10 * std::log10(power);
    };
    EXPECT_NEAR(power_at({.north_m = 900, .height_m = 6}) - power_at({.height_m = 6}), 20, 6);
}

}  // namespace
}  // namespace boresight::scene
