// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/air.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace boresight::scene {
namespace {

constexpr double rate_hz = 7.68e6;
constexpr double frequency_hz = 2595e6;
constexpr double uplink_dbm = -40;
constexpr int frames = 20;
constexpr double tolerance_db = 0.3;  // of the mean power of 80 bursts, and of carriers' rounding

World world_with_uplink() {
    World world;
    world.receivers = {{.name = "any"}};
    world.antenna = {.height_m = 6, .gain_dbi = 10, .beamwidth_deg = 55, .pattern = {}};
    Carrier carrier{.frequency_hz = frequency_hz, .cell = {.n_rb_dl = 25, .tdd = lte::Tdd{1, 7}}, .power_dbm = 43};
    carrier.uplink = OwnUplink{.frequency_hz = frequency_hz, .power_dbm = uplink_dbm, .share = 1};
    Tower tower;
    tower.north_m = 5000;
    tower.sectors = {{.beamwidth_deg = 65, .carriers = {carrier}}};
    world.towers = {tower};
    return world;
}

std::vector<std::complex<float>> heard(const World& world, double azimuth_deg) {
    Air air(world);
    air.point({.azimuth_deg = azimuth_deg, .polarization_deg = 30});
    air.tune({.frequency_hz = frequency_hz, .rate_hz = rate_hz});
    std::vector<std::complex<float>> samples(static_cast<std::size_t>(frames * rate_hz / 100));
    air.add(0, samples);
    return samples;
}

TEST(Air, BringsTheUplinkOfAHotspotAtItsLevelHoweverTheAntennaPoints) {
    for (const double azimuth_deg : {0.0, 180.0}) {
        World world = world_with_uplink();
        const auto with = heard(world, azimuth_deg);
        world.towers[0].sectors[0].carriers[0].uplink.reset();
        const auto without = heard(world, azimuth_deg);
        double power = 0;
        std::size_t silent = 0;
        for (std::size_t i = 0; i < with.size(); ++i) {
            power += std::norm(with[i] - without[i]);
            silent += with[i] == without[i];
        }
        const double sent = static_cast<double>(with.size() - silent);
        EXPECT_NEAR(sent / static_cast<double>(with.size()), 0.4, 0.01);  // four uplink subframes of ten
        EXPECT_NEAR(10 * std::log10(power / sent), uplink_dbm, tolerance_db) << azimuth_deg;
    }
}

World world_with_umts(double clock_ppm) {
    World world;
    world.receivers = {{.name = "any"}};
    world.antenna = {.height_m = 6, .gain_dbi = 10, .beamwidth_deg = 55, .pattern = {}};
    UmtsCarrier carrier{.frequency_hz = frequency_hz, .cell = {.occupancy = 1}, .power_dbm = 43};
    Tower tower;
    tower.clock_ppm = clock_ppm;
    tower.north_m = 5000;
    tower.k_factor_db = 60;
    tower.sectors = {{.azimuth_deg = 180, .beamwidth_deg = 65, .carriers = {}, .umts_carriers = {carrier}}};
    world.towers = {tower};
    return world;
}

std::vector<std::complex<float>> heard_at(const World& world, double polarization_deg, double tuned_hz) {
    Air air(world);
    air.point({.azimuth_deg = 0, .polarization_deg = polarization_deg});
    air.tune({.frequency_hz = tuned_hz, .rate_hz = rate_hz});
    std::vector<std::complex<float>> samples(static_cast<std::size_t>(frames * rate_hz / 100));
    air.add(0, samples);
    return samples;
}

double dbm(const std::vector<std::complex<float>>& samples) {
    double power = 0;
    for (const auto& sample : samples) power += std::norm(sample);
    return 10 * std::log10(power / static_cast<double>(samples.size()));
}

TEST(Air, BringsAUmtsCarrierOfATowerAtItsLevelInThePolarizationOfItsPort) {
    World world = world_with_umts(0);
    world.antenna.cross_polar_db = 60;
    const Tower& tower = world.towers[0];
    const double level_dbm = received_dbm(world, tower, tower.sectors[0], tower.sectors[0].umts_carriers[0]);
    EXPECT_NEAR(level_dbm, 43 + 10 - 32.45 - 20 * std::log10(5.0 * 2595), 0.1);
    for (const int port : {0, 1}) {
        world.towers[0].sectors[0].umts_carriers[0].port = port;
        const double along_deg = port == 0 ? 45 : -45;
        EXPECT_NEAR(dbm(heard_at(world, along_deg, frequency_hz)), level_dbm, tolerance_db) << port;
        EXPECT_LT(dbm(heard_at(world, -along_deg, frequency_hz)), level_dbm - 20) << port;
    }
}

TEST(Air, HasAUmtsCarrierAsMuchTooHighAsTheClockOfItsTower) {
    constexpr double clock_ppm = 2;
    const auto moved = heard_at(world_with_umts(clock_ppm), 45, frequency_hz * (1 + clock_ppm * 1e-6));
    const auto in_place = heard_at(world_with_umts(0), 45, frequency_hz);
    std::complex<double> product;
    double power = 0;
    for (std::size_t i = 0; i < moved.size(); ++i) {
        product += std::complex<double>(moved[i] * std::conj(in_place[i]));
        power += std::norm(in_place[i]);
    }
    EXPECT_GT(std::abs(product) / power, 0.999);
}

}  // namespace
}  // namespace boresight::scene
