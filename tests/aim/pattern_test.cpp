// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/pattern.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "aim/angle.h"
#include "aim/response.h"
#include "made_sweep.h"

namespace boresight::aim {
namespace {

constexpr double width_deg = 50, worst_db = 30;
constexpr double squint_deg = 4;
constexpr double width_tolerance_deg = 0.5, gain_tolerance_db = 0.05;

// A parabola in dB whose peak lies a little clockwise of the boresight, with a side lobe on one side alone.
std::vector<double> squinting() {
    std::vector<double> gain_db;
    for (std::size_t k = 0; k < Pattern::degrees; ++k) {
        const double off_deg = wrap_deg(static_cast<double>(k) - squint_deg);
        const double main_db = -3 * std::pow(2 * off_deg / width_deg, 2);
        const double side_db = std::abs(off_deg - 90) < 15 ? -10 : -worst_db;
        gain_db.push_back(12 + std::max(main_db, side_db));
    }
    return gain_db;
}

TEST(Pattern, IsRelativeToItsPeakWhichLiesAtZero) {
    const Pattern pattern(squinting());
    EXPECT_DOUBLE_EQ(pattern.at(0).power, 1);
    EXPECT_NEAR(pattern.half_power_width_deg(), width_deg, width_tolerance_deg);
    EXPECT_NEAR(10 * std::log10(pattern.at(90).power), -10, gain_tolerance_db);
    EXPECT_NEAR(10 * std::log10(pattern.at(-90).power), -worst_db, gain_tolerance_db);
}

TEST(Pattern, AnAntennaThatPointsCounterclockwiseOfAPathHearsItOnItsClockwiseSide) {
    const Pattern pattern(squinting());
    const Response response{
        .azimuth_deg = 200, .lobe = {.beamwidth_deg = width_deg, .pattern = &pattern}, .floor_db = -60, .second = {}};
    EXPECT_NEAR(response.gain_db(110), -10, gain_tolerance_db);
    EXPECT_NEAR(response.gain_db(290), -worst_db, gain_tolerance_db);
}

TEST(Pattern, ItsSlopeIsTheDerivativeOfItsPower) {
    const Pattern pattern(squinting());
    const Lobe lobe{.beamwidth_deg = width_deg, .log_width = 0.1, .skew = -0.12, .pattern = &pattern};
    constexpr double step_deg = 0.5, tolerance = 2e-3;
    for (double azimuth_deg = -40; azimuth_deg <= 40; azimuth_deg += 5) {
        const std::array at{azimuth_deg - step_deg, azimuth_deg, azimuth_deg + step_deg};
        std::array<double, 3> power{}, slope{};
        lobe_powers(lobe, 0, at, power, slope);
        EXPECT_NEAR(slope[1], (power[2] - power[0]) / (2 * step_deg), tolerance) << azimuth_deg;
    }
}

// The lobe of made sweeps is a parabola over a flat floor: given as a pattern it explains them.
TEST(Pattern, AFitWithTheRightPatternFindsThePeakAndIsNoWiderThanOneWithout) {
    double with_deg = 0, without_deg = 0;
    for (std::uint32_t seed = 1; seed <= 6; ++seed) {
        const SweepRecipe recipe{.peak_deg = 60.0 * seed - 7, .floor_db = -20, .seed = seed};
        const MadeSweep sweep = make_sweep(recipe);
        std::vector<double> gain_db;
        for (std::size_t k = 0; k < Pattern::degrees; ++k)
            gain_db.push_back(made_gain_db(recipe, recipe.peak_deg + static_cast<double>(k)));
        const SweepSetting setting{.beamwidth_deg = made_beamwidth_deg,
                                   .azimuth_sigma_deg = made_azimuth_sigma_deg,
                                   .pattern = std::make_shared<Pattern>(gain_db)};
        const auto fit = fit_cell(sweep.stops, readings_of(sweep), setting);
        ASSERT_TRUE(fit && fit->usable_direction) << seed;
        EXPECT_NEAR(wrap_deg(fit->bearing.azimuth_deg - recipe.peak_deg), 0, 6) << seed;
        with_deg += fit->bearing.half_width_deg();
        without_deg += fit_of(sweep)->bearing.half_width_deg();
    }
    std::cout << "mean half width with the pattern " << with_deg / 6 << ", without " << without_deg / 6 << " deg\n";
    EXPECT_LE(with_deg, 1.1 * without_deg);
}

}  // namespace
}  // namespace boresight::aim
