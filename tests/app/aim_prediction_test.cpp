// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_prediction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boresight::app {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr double near_deg = 0.05;

const RoughPosition farm{{31.45, -98.13, {}}, 10};
const RoughPosition tower{{31.36, -98.225, {}}, 200};  // to the south-west, some 13 km

aim::Verdict measured(double azimuth_deg) {
    aim::Verdict verdict;
    verdict.kind = aim::VerdictKind::point;
    verdict.azimuth_deg = azimuth_deg;
    verdict.low_deg = azimuth_deg - 4;
    verdict.high_deg = azimuth_deg + 4;
    return verdict;
}

PredictionKnowledge known() {
    return {.tower = tower, .place = farm, .declination_deg = 3.9, .frequency_hz = 739e6};
}

const aim::Scale true_north{.kind = aim::ScaleKind::true_north, .zero = {}, .declination_deg = {}};

TEST(AimPrediction, TellsBearingsDistanceAndFreeSpace) {
    const AimPrediction it = predict(known(), measured(222), true_north);
    EXPECT_GT(it.way.bearing.deg, 215);
    EXPECT_LT(it.way.bearing.deg, 230);
    EXPECT_NEAR(it.magnetic->deg, it.way.bearing.deg - 3.9, 1e-9);
    EXPECT_NEAR(it.way.distance_m, 13'440, 100);
    // 32.45 + 20 lg 13.44 + 20 lg 739
    EXPECT_NEAR(*it.free_space_db, 32.45 + 22.57 + 57.37, near_deg);
    EXPECT_THAT(prediction_words(it), HasSubstr("Predicted from the map, not measured"));
}

TEST(AimPrediction, AgreesWithinBothUncertaintiesAndOnlyThen) {
    const double at_deg = predict(known(), measured(0), true_north).way.bearing.deg;
    const AimPrediction near = predict(known(), measured(at_deg + 4), true_north);
    EXPECT_EQ(near.agrees(), true);
    EXPECT_THAT(prediction_words(near), HasSubstr("agrees with it"));
    const AimPrediction far = predict(known(), measured(at_deg - 12), true_north);
    EXPECT_EQ(far.agrees(), false);
    EXPECT_NEAR(*far.apart_deg, -12, 1e-6);
    EXPECT_THAT(prediction_words(far), HasSubstr("another tower"));
    PredictionKnowledge rough = known();
    rough.tower.error_m = 5000;
    EXPECT_EQ(predict(rough, measured(at_deg - 12), true_north).agrees(), true) << "a tower known to 5 km";
}

TEST(AimPrediction, IsFoundOnTheScaleOrSaysThatItCantBeCompared) {
    const aim::Scale marks{.kind = aim::ScaleKind::mark, .zero = aim::ScaleZero{88, 3}, .declination_deg = {}};
    const AimPrediction on_marks = predict(known(), measured(135), marks);
    EXPECT_NEAR(*on_marks.scale_deg, on_marks.way.bearing.deg - 88, 1e-9);
    EXPECT_EQ(on_marks.measured_deg, 223);
    const AimPrediction untied = predict(known(), measured(135), aim::Scale{});
    EXPECT_FALSE(untied.agrees());
    EXPECT_THAT(prediction_words(untied), HasSubstr("isn't tied"));
}

TEST(AimPrediction, StandsAloneWhereNothingWasMeasured) {
    const AimPrediction alone = predict(known(), {}, true_north);
    EXPECT_FALSE(alone.agrees());
    EXPECT_THAT(prediction_words(alone), Not(HasSubstr("measured bearing")));
}

}  // namespace
}  // namespace boresight::app
