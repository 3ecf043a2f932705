// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/isolation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace boresight::advise {
namespace {

using testing::Contains;
using testing::HasSubstr;

// A microcell of 13 dBm that is loudest at 30 degrees, 89 dB from the cable there and 101 dB at 240.
HeardUmtsCell home() {
    return {.psc = 340,
            .frequency_hz = 882.6e6,
            .band = 5,
            .uarfcn = 4413,
            .pilot_dbm = 3,
            .levels = {{0, -54, 0.2}, {30, -51, 0.2}, {150, -60, 0.2}, {240, -63, 0.2}},
            .offset_db = -35,
            .offset_sigma_db = 0.5};
}

HeardUmtsCell tower() {
    return {.psc = 171,
            .frequency_hz = 887.6e6,
            .band = 5,
            .uarfcn = 4438,
            .pilot_dbm = 33,
            .levels = {{30, -80, 0.3}, {240, -56, 0.3}}};
}

TEST(Isolation, IsToldOfACellThatTheUserNamed) {
    const IsolationFinding found =
        isolation({.cells = {tower(), home()}, .home = {.psc = 340}, .azimuth_deg = 238, .lte_bands = {12}});
    ASSERT_TRUE(found.isolation);
    const Isolation& out = *found.isolation;
    EXPECT_EQ(out.cell.psc, 340);
    EXPECT_EQ(out.known_by, KnownBy::user);
    EXPECT_EQ(out.azimuth_deg, 240);
    EXPECT_EQ(out.loudest_deg, 30);
    EXPECT_NEAR(out.below_loudest_db.value, 12, 1e-9);
    ASSERT_TRUE(out.pilot_dbm && out.isolation_db);
    EXPECT_NEAR(out.pilot_dbm->value, -98, 1e-9);
    EXPECT_NEAR(out.isolation_db->value, 101, 1e-9);
    // 1.96 times the root of 0.2, 0.7, 0.5 and 1.2, squared.
    EXPECT_NEAR(out.isolation_db->high - out.isolation_db->value, 1.96 * std::sqrt(0.04 + 0.49 + 0.25 + 1.44), 0.01);
    EXPECT_FALSE(out.noise_rise_db);
    EXPECT_THAT(found.sentences, Contains(HasSubstr("as you named it")));
    EXPECT_THAT(found.sentences, Contains(HasSubstr("another band")));
}

TEST(Isolation, KnowsTheMicrocellByTheLittlePowerThatItTells) {
    const IsolationFinding found = isolation({.cells = {tower(), home()}, .azimuth_deg = 238});
    ASSERT_TRUE(found.isolation);
    EXPECT_EQ(found.isolation->cell.psc, 340);
    EXPECT_EQ(found.isolation->known_by, KnownBy::announced_power);
}

TEST(Isolation, KnowsItByItsLevelOnlyWhereItIsMuchTheLoudestFromEverywhere) {
    HeardUmtsCell steady = home(), far = tower();
    steady.pilot_dbm.reset();
    far.pilot_dbm.reset();
    for (PilotLevel& level : steady.levels) level.level_db = -40 - 0.02 * level.azimuth_deg;
    const IsolationFinding found = isolation({.cells = {far, steady}, .azimuth_deg = 238});
    ASSERT_TRUE(found.isolation);
    EXPECT_EQ(found.isolation->known_by, KnownBy::level);
    EXPECT_THAT(found.sentences, Contains(HasSubstr("--microcell-power")));

    HeardUmtsCell gone = steady;
    gone.stops_without = 1;
    HeardUmtsCell turning = steady;
    turning.levels.back().level_db -= 15;
    HeardUmtsCell weaker = steady;
    for (PilotLevel& level : weaker.levels) level.level_db -= 8;
    for (const HeardUmtsCell& other : {gone, turning, weaker}) {
        const IsolationFinding doubtful = isolation({.cells = {far, other}, .azimuth_deg = 238});
        EXPECT_FALSE(doubtful.isolation);
        EXPECT_THAT(doubtful.sentences, Contains(HasSubstr("--microcell-psc")));
    }
}

TEST(Isolation, WithoutACalibrationIsToldAgainstTheLoudestDirectionAlone) {
    HeardUmtsCell cell = home();
    cell.offset_db.reset();
    const IsolationFinding found = isolation({.cells = {cell}, .home = {.psc = 340}, .azimuth_deg = 150});
    ASSERT_TRUE(found.isolation);
    EXPECT_NEAR(found.isolation->below_loudest_db.value, 9, 1e-9);
    EXPECT_FALSE(found.isolation->pilot_dbm);
    EXPECT_THAT(found.sentences, Contains(HasSubstr("boresight calibrate")));
}

TEST(Isolation, TakesThePowerThatTheUserTells) {
    HeardUmtsCell cell = home();
    cell.pilot_dbm.reset();
    const IsolationFinding found =
        isolation({.cells = {cell}, .home = {.psc = 340, .power_dbm = 20}, .azimuth_deg = 240});
    ASSERT_TRUE(found.isolation && found.isolation->isolation_db);
    EXPECT_NEAR(found.isolation->isolation_db->value, 108, 1e-9);
}

// Of the table of noise rises: a disturbance as strong as the noise raises it by 3 dB, one 10 dB below by 0.4 dB.
TEST(Isolation, ReckonsTheNoiseThatItMakesInTheHotspotsOwnBand) {
    for (const auto& [below_noise_db, rise_db] : {std::pair{0.0, 3.01}, {10.0, 0.41}, {20.0, 0.04}}) {
        HeardUmtsCell cell = home();
        cell.levels = {{240, -97.5 - below_noise_db + 33 - 10 + 35, 0.1}};
        const IsolationFinding found =
            isolation({.cells = {cell}, .home = {.psc = 340}, .azimuth_deg = 240, .lte_bands = {5}});
        ASSERT_TRUE(found.isolation && found.isolation->noise_rise_db);
        EXPECT_NEAR(found.isolation->noise_rise_db->value, rise_db, 0.01);
        EXPECT_LT(found.isolation->noise_rise_db->low, rise_db);
    }
}

TEST(Isolation, WarnsOfAnAmplifierThatWouldBeDrivenTooFar) {
    HeardUmtsCell cell = home();
    cell.levels = {{240, 0, 0.1}};
    EXPECT_THAT(isolation({.cells = {cell}, .home = {.psc = 340}, .azimuth_deg = 240}).sentences,
                Contains(HasSubstr("Move the microcell")));
}

TEST(Isolation, IsToldOfTheLoudestDirectionWhereNobodyKnowsWhereTheAntennaWillPoint) {
    const IsolationFinding found = isolation({.cells = {home()}, .home = {.psc = 340}});
    ASSERT_TRUE(found.isolation);
    EXPECT_EQ(found.isolation->azimuth_deg, 30);
    EXPECT_EQ(found.isolation->below_loudest_db.value, 0);
}

TEST(Isolation, SaysWhatIsMissingWhereNoSuchCellWasHeard) {
    EXPECT_THAT(isolation({.cells = {}}).sentences, Contains(HasSubstr("--umts-carrier")));
    EXPECT_THAT(isolation({.cells = {home()}, .umts_bands = {2}}).sentences, Contains(HasSubstr("--umts-carrier")));
    EXPECT_THAT(isolation({.cells = {home()}, .home = {.psc = 7}}).sentences, Contains(HasSubstr("wasn't heard")));
}

}  // namespace
}  // namespace boresight::advise
