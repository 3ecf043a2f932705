// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_setting.h"

#include <gtest/gtest.h>

namespace boresight::app {
namespace {

Config settings() {
    Config config;
    config.antenna.beamwidth_deg = 34;
    config.antenna.azimuth_sigma_deg = 5;
    config.scale.zero_offset_deg = 88;
    config.place.position = Position{45.5, -122.7, {}};
    return config;
}

TEST(AimSetting, TakesAntennaMarksAndPlaceFromTheSettings) {
    const survey::LiveSweepSetting setting = sweep_setting(settings(), true);
    EXPECT_EQ(setting.plan.beamwidth_deg, 34);
    EXPECT_EQ(azimuth_sigma_deg(settings()), 5);
    EXPECT_EQ(setting.scale.kind, aim::ScaleKind::mark);
    ASSERT_TRUE(setting.scale.zero);
    EXPECT_EQ(setting.scale.zero->offset_deg, 88);
    EXPECT_EQ(setting.scale.zero->sigma_deg, usual_zero_sigma_deg);
    EXPECT_EQ(aim::to_true_deg(setting.scale, 150), 238);
    ASSERT_TRUE(setting.position);
    EXPECT_EQ(setting.position->latitude_deg, 45.5);
}

TEST(AimSetting, ARotatorCountsFromTrueNorthAndDwellsShorter) {
    const survey::LiveSweepSetting hand = sweep_setting(settings(), true), rotator = sweep_setting(settings(), false);
    EXPECT_EQ(rotator.scale.kind, aim::ScaleKind::true_north);
    EXPECT_LT(rotator.plan.dwell_s, hand.plan.dwell_s);
}

TEST(AimSetting, WithoutSettingsTheTrueBearingStaysUnknown) {
    const survey::LiveSweepSetting setting = sweep_setting({}, true);
    EXPECT_FALSE(setting.scale.zero);
    EXPECT_FALSE(aim::to_true_deg(setting.scale, 150));
    EXPECT_GT(setting.plan.beamwidth_deg, 0);
}

}  // namespace
}  // namespace boresight::app
