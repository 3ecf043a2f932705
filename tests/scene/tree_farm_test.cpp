// SPDX-License-Identifier: GPL-3.0-or-later
// The scene of the story that must come out right: what it must hold.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>

#include "catalog/carriers.h"
#include "scene/air.h"
#include "scene/scene_file.h"

namespace boresight::scene {
namespace {

constexpr double mile_m = 1609.344;
constexpr double thermal_dbm_per_umts = -108.1;  // 3.84 MHz
constexpr double thermal_dbm_per_re = -132.2;    // 15 kHz at 290 K

TEST(TreeFarm, HasItsTowerSevenAndAHalfMilesToTheSouthWest) {
    const World world = load_scene("tree-farm");
    const Tower& tower = world.towers.front();
    EXPECT_NEAR(std::hypot(tower.east_m, tower.north_m), 7.5 * mile_m, 100);
    EXPECT_NEAR(bearing_deg(tower), 238 - 360, 0.5);
}

TEST(TreeFarm, HasCarriersInTheBandsOfTheStory) {
    const World world = load_scene("tree-farm");
    std::set<std::string> bands;
    std::set<int> cells;
    for (const Tower& tower : world.towers)
        for (const Sector& sector : tower.sectors)
            for (const Carrier& carrier : sector.carriers) {
                for (const auto& name :
                     catalog::carriers_of_channel(catalog::Rat::lte, catalog::Direction::downlink, carrier.earfcn))
                    bands.insert(name.band->label);
                cells.insert(carrier.cell.pci);
            }
    EXPECT_THAT(bands, testing::IsSupersetOf({"2", "4", "5", "12", "13", "17"}));
    EXPECT_GE(cells.size(), 5U);
}

TEST(TreeFarm, IsDatedAndHeardByADongleThatEndsAt1766MHzOrByAWideRadio) {
    const World world = load_scene("tree-farm");
    EXPECT_EQ(world.dated.substr(0, 4), "2017");
    ASSERT_EQ(world.receivers.size(), 2U);
    EXPECT_EQ(world.receivers[0].tuner_high_hz, 1766e6);
    EXPECT_GE(world.receivers[1].tuner_high_hz, 2.2e9);
}

TEST(TreeFarm, HasAMicrocellAtHomeThatTheDongleHearsBesideAllElse) {
    const World world = load_scene("tree-farm");
    ASSERT_EQ(world.microcells.size(), 1U);
    const Microcell& home = world.microcells[0];
    EXPECT_NEAR(std::hypot(home.east_m, home.north_m), 400 * 0.3048, 5);
    EXPECT_LT(home.frequency_hz, world.receivers[0].tuner_high_hz);
    const double level_dbm = received_dbm(world, home);
    EXPECT_GT(level_dbm, thermal_dbm_per_umts + 6 + 15);
    EXPECT_LT(level_dbm, -60);
    for (const Tower& tower : world.towers)
        for (const Sector& sector : tower.sectors)
            for (const Carrier& carrier : sector.carriers)
                EXPECT_GT(std::abs(carrier.frequency_hz - home.frequency_hz), 2.5e6 + carrier.cell.n_rb_dl * 90e3);
}

TEST(TreeFarm, LeavesEveryCarrierStrongerThanTheNoiseTowardsItsTower) {
    const World world = load_scene("tree-farm");
    for (const Tower& tower : world.towers)
        for (const Sector& sector : tower.sectors)
            for (const Carrier& carrier : sector.carriers) {
                const double level_dbm = rsrp_dbm(world, tower, sector, carrier);
                EXPECT_GT(level_dbm, thermal_dbm_per_re + 6 + 3) << tower.name << " " << carrier.earfcn;
                EXPECT_LT(level_dbm, -70) << tower.name << " " << carrier.earfcn;
            }
}

TEST(TreeFarm, Has3GOfItsOwnTowerAboveThatOfTheTowersWhichShareItsCarrierAndApartFromAllElse) {
    const World world = load_scene("tree-farm");
    const Microcell& home = world.microcells[0];
    constexpr double half_widths_hz = 4.7e6;  // of two UMTS carriers
    std::map<std::string, double> pilot_dbm;  // of the carrier that the dongle hears
    for (const Tower& tower : world.towers)
        for (const Sector& sector : tower.sectors)
            for (const UmtsCarrier& carrier : sector.umts_carriers) {
                SCOPED_TRACE(carrier.uarfcn);
                const double level_dbm = received_dbm(world, tower, sector, carrier) + carrier.cell.cpich_db;
                EXPECT_GT(level_dbm, thermal_dbm_per_umts + 8 - 10);
                EXPECT_LT(level_dbm, -70);
                EXPECT_GT(std::abs(carrier.frequency_hz - home.frequency_hz), half_widths_hz);
                for (const Tower& other : world.towers)
                    for (const Sector& beside : other.sectors)
                        for (const Carrier& lte : beside.carriers)
                            EXPECT_GT(std::abs(carrier.frequency_hz - lte.frequency_hz),
                                      half_widths_hz / 2 + lte.cell.n_rb_dl * 90e3);
                if (carrier.frequency_hz < world.receivers[0].tuner_high_hz) pilot_dbm[tower.name] = level_dbm;
            }
    ASSERT_EQ(pilot_dbm.size(), 3U);
    const double own_dbm = pilot_dbm[world.towers.front().name];
    for (const auto& [name, level_dbm] : pilot_dbm) EXPECT_LE(level_dbm, own_dbm) << name;
    const UmtsCarrier& own = world.towers.front().sectors.front().umts_carriers.front();
    EXPECT_EQ(own.cell.plmn, home.cell.plmn);
    EXPECT_EQ(own.cell.neighbor_pscs.size(), 2U);
    EXPECT_FALSE(own.cell.far_neighbors.empty());
    EXPECT_FALSE(home.cell.far_neighbors.empty());
}

}  // namespace
}  // namespace boresight::scene
