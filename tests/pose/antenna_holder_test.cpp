// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/antenna_holder.h"

#include <gtest/gtest.h>

#include <map>

namespace boresight::pose {
namespace {

TEST(AntennaHolder, ByHandAsksAndPassesTheAnswerOn) {
    Target asked;
    HandHolder holder(
        [&](const Target& target) {
            asked = target;
            return Turned::skipped;
        },
        3);
    EXPECT_EQ(holder.turn({.azimuth = {150}, .polarization = Polarization{"vertical", 0}}), Turned::skipped);
    EXPECT_EQ(asked.azimuth, MarkBearing{150});
    EXPECT_EQ(asked.polarization->label, "vertical");
    EXPECT_TRUE(holder.by_hand());
    EXPECT_EQ(holder.azimuth_sigma_deg(), 3);
}

TEST(AntennaHolder, OfAMadeWorldSetsAzimuthAndPolarizationByItsSettings) {
    std::map<std::string, std::string> settings;
    SettingHolder holder([&](const std::string& key, const std::string& value) { settings[key] = value; });
    EXPECT_EQ(holder.turn({.azimuth = {237.5}, .polarization = {}}), Turned::there);
    EXPECT_EQ(settings, (std::map<std::string, std::string>{{"azimuth_deg", "237.5"}}));
    EXPECT_EQ(holder.turn({.azimuth = {0}, .polarization = Polarization{"+45", 45}}), Turned::there);
    EXPECT_EQ(settings["polarization_deg"], "45");
    EXPECT_FALSE(holder.by_hand());
}

}  // namespace
}  // namespace boresight::pose
