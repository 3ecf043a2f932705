// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_antenna.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "platform/error.h"
#include "survey/sweep_config.h"
#include "tests/temporary_folder.h"

namespace boresight::cli {
namespace {

app::Config settings() {
    app::Config config;
    config.antenna.name = "mine";
    config.antenna.beamwidth_deg = 50;
    return config;
}

TEST(AimAntenna, IsThatOfTheSettingsUnlessMoreIsTyped) {
    LiveAimWords words;
    EXPECT_EQ(antenna_of(words, {}).beamwidth_deg, 0);
    EXPECT_EQ(antenna_of(words, settings()).beamwidth_deg, 50);
    words.antenna = "yagi-low";
    EXPECT_EQ(antenna_of(words, settings()).beamwidth_deg, 44);
    EXPECT_NE(antenna_of(words, settings()).name, "mine");
    words.beamwidth = "40";
    EXPECT_EQ(antenna_of(words, settings()).beamwidth_deg, 40);
    for (const char* wrong : {"omni", "bent coat hanger"}) {
        words.antenna = wrong;
        EXPECT_THROW(antenna_of(words, settings()), Error) << wrong;
    }
}

TEST(AimAntenna, OfAPatternFileIsFittedTheSameWhenItsSweepIsReadAgain) {
    const tests::TemporaryFolder folder;
    const std::string file = (folder.path() / "yagi.msi").string();
    std::ofstream out(file);
    out << "NAME SMALL\nGAIN 8 dBi\nHORIZONTAL 360\n";
    for (int deg = 0; deg < 360; ++deg) {
        const double off = deg < 180 ? deg : 360 - deg;
        out << fmt::format("{} {:.2f}\n", deg, std::min(18.0, 3 * off * off / 400));
    }
    out.close();
    LiveAimWords words;
    words.pattern = file;
    const SweptAntenna antenna = antenna_of(words, settings());
    ASSERT_TRUE(antenna.pattern);
    EXPECT_EQ(antenna.name, "SMALL");
    EXPECT_NEAR(antenna.beamwidth_deg, 40, 0.5);

    survey::SweepOrigin origin, again;
    origin.setting.plan.pattern = antenna.pattern;
    survey::read_sweep_config(survey::sweep_config(origin), again);
    ASSERT_TRUE(again.setting.plan.pattern);
    EXPECT_EQ(*again.setting.plan.pattern, *antenna.pattern);

    words.pattern = (folder.path() / "none.msi").string();
    EXPECT_THROW(antenna_of(words, settings()), Error);
}

}  // namespace
}  // namespace boresight::cli
