// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/antennas.h"

#include <gtest/gtest.h>

#include <cmath>

namespace boresight::catalog {
namespace {

TEST(Antennas, AreFoundByWhatPeopleCallThem) {
    for (const auto& [text, id] :
         {std::pair{"yagi", "yagi-low"}, {"LPDA", "log-periodic"}, {"Grid", "grid"}, {"xpol", "cross-panel"}}) {
        const Antenna* antenna = find_antenna(text);
        ASSERT_NE(antenna, nullptr) << text;
        EXPECT_EQ(antenna->id, id);
    }
    EXPECT_EQ(find_antenna("kettle"), nullptr);
    EXPECT_EQ(find_antenna(""), nullptr);
}

// A beam as wide as it is high has 10 log10(32400 / width^2) dBi at most; typical rows stay within some decibels.
TEST(Antennas, GainAndBeamWidthGoTogether) {
    constexpr double most_aside_db = 4;
    for (const Antenna& antenna : antennas()) {
        for (const auto& [width, gain] : {std::pair{antenna.low_beamwidth_deg, antenna.low_gain_dbi},
                                          {antenna.mid_beamwidth_deg, antenna.mid_gain_dbi}}) {
            if (!width || !gain) continue;
            EXPECT_GE(*width, 10) << antenna.id;
            EXPECT_LE(*width, 180) << antenna.id;
            EXPECT_NEAR(10 * std::log10(32400 / (*width * *width)), *gain, most_aside_db) << antenna.id;
        }
    }
}

TEST(Antennas, AnOmniHasNoBeam) {
    ASSERT_NE(find_antenna("omni"), nullptr);
    EXPECT_EQ(find_antenna("omni")->beamwidth_deg(), std::nullopt);
}

}  // namespace
}  // namespace boresight::catalog
