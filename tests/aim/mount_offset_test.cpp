// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/mount_offset.h"

#include <gtest/gtest.h>

#include <array>

#include "made_sweep.h"

namespace boresight::aim {
namespace {

constexpr double peak_deg = 150;
constexpr double error_deg = 5;
constexpr double least_half_deg = 2, most_half_deg = 12;

class MountOffset : public testing::Test {
protected:
    static void SetUpTestSuite() { fit = new CellFit(*fit_of(make_sweep({.peak_deg = peak_deg, .seed = 3}))); }
    static void TearDownTestSuite() { delete fit; }

    // Readings with the antenna off by so much, the level changed since the sweep.
    static std::optional<Value> offset(double off_deg, double level_change_db = 0,
                                       ReadingKind last = ReadingKind::full) {
        const std::array meant_deg{peak_deg - made_beamwidth_deg / 2, peak_deg + made_beamwidth_deg / 2, peak_deg};
        std::vector<Reading> readings;
        for (const double azimuth_deg : meant_deg)
            readings.push_back(
                {.kind = ReadingKind::full,
                 .level_db = -90 + level_change_db + made_gain_db({.peak_deg = peak_deg}, azimuth_deg + off_deg),
                 .sigma_db = 0.3});
        readings.back().kind = last;
        return mount_offset(fit->draws, meant_deg, readings,
                            {.beamwidth_deg = made_beamwidth_deg, .azimuth_sigma_deg = made_azimuth_sigma_deg});
    }
    static CellFit* fit;
};

CellFit* MountOffset::fit = nullptr;

TEST_F(MountOffset, IsFoundOnEitherSideWhateverTheLevel) {
    for (const double off_deg : {-25.0, -10.0, 0.0, 10.0, 25.0})
        for (const double level_change_db : {-6.0, 0.0, 6.0}) {
            const auto found = offset(off_deg, level_change_db);
            ASSERT_TRUE(found);
            EXPECT_NEAR(found->value, off_deg, error_deg) << level_change_db;
            EXPECT_LE(found->low, off_deg);
            EXPECT_GE(found->high, off_deg);
            EXPECT_GT((found->high - found->low) / 2, least_half_deg);
            EXPECT_LT((found->high - found->low) / 2, most_half_deg);
        }
}

TEST_F(MountOffset, WithAStopThatHeardNothingOrIsMissingItIsUnknown) {
    EXPECT_FALSE(offset(0, 0, ReadingKind::censored));
    const std::array meant_deg{peak_deg - 20, peak_deg + 20};
    const std::array<Reading, 2> two{Reading{.kind = ReadingKind::full, .level_db = -91},
                                     Reading{.kind = ReadingKind::full, .level_db = -91}};
    EXPECT_FALSE(mount_offset(fit->draws, meant_deg, two, {.beamwidth_deg = made_beamwidth_deg}));
}

}  // namespace
}  // namespace boresight::aim
