// SPDX-License-Identifier: GPL-3.0-or-later
// Powers and times of the made channel. Each figure is a mean over cells drawn from seeds 1.. on, so a run repeats.
// Scattered power is exponential: over 1000 cells and two independent frequencies its mean is good to 0.022, a
// correlation over four times of 1000 cells to 0.02. Tolerances are five times that.
#include "scene/waves.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <complex>
#include <vector>

namespace boresight::scene {
namespace {

constexpr int cells = 1000;
constexpr double power_tolerance = 0.11;  // relative
constexpr double correlation_tolerance = 0.1;
constexpr double omni_deg = 1e9;  // a lobe so wide that all waves count alike

std::complex<double> heard(Waves& waves, int port, double time_s, double frequency_hz = 0) {
    std::complex<float> value;
    waves.response(port, time_s, frequency_hz, 15000, {&value, 1});
    return value;
}

WaveField field(double k_factor_db, std::uint64_t seed) {
    return {.bearing_deg = 238,
            .wavelength_m = 0.4,
            .k_factor_db = k_factor_db,
            .cross_polarized = false,
            .amplitude = 1,
            .cross_polar_db = 100,
            .ports = 2,
            .seed = seed};
}

TEST(Waves, HavePowersInTheRatioOfK) {
    const Lobe lobe(omni_deg, 1);
    for (const double k_db : {-6.0, 0.0, 8.0}) {
        double power = 0;
        for (int seed = 1; seed <= cells; ++seed) {
            Waves waves(field(k_db, static_cast<std::uint64_t>(seed)), lobe);
            waves.point({.azimuth_deg = 238}, {});
            for (const double frequency_hz : {-4e6, 0.0, 4e6})
                power += std::norm(heard(waves, 0, 0, frequency_hz)) / 3 / cells;
        }
        // Scatterers turn the polarization by 25 degrees rms, so a vertical antenna hears their cos^2 part, 0.846.
        const double expected = 1 + 0.846 * std::pow(10.0, -k_db / 10);
        EXPECT_NEAR(power / expected, 1, power_tolerance) << k_db;
    }
}

TEST(Waves, LoseTheirLikenessWithinACoherenceTimeSaveForTheStillOnes) {
    const Lobe lobe(omni_deg, 1);
    for (const double delay_s : {0.05, 0.1, 0.2, 1.0}) {
        std::complex<double> product;
        double power = 0;
        for (int seed = 1; seed <= cells; ++seed) {
            Waves waves(field(-40, static_cast<std::uint64_t>(seed)), lobe);
            for (const double at_s : {0.0, 3.0, 7.0, 11.0}) {
                const auto before = heard(waves, 0, at_s);
                product += std::conj(before) * heard(waves, 0, at_s + delay_s);
                power += std::norm(before);
            }
        }
        const double expected = 0.3 + 0.7 * std::exp(-std::pow(delay_s / 0.1, 2) / 2);
        EXPECT_NEAR(product.real() / power, expected, correlation_tolerance) << delay_s;
    }
}

TEST(Waves, AreStrongestWhenTheAntennaPointsAtTheTower) {
    const Lobe lobe(55, 3);
    double best = 0;
    double best_deg = 0;
    for (int azimuth = 0; azimuth < 360; azimuth += 5) {
        double power = 0;
        for (int seed = 1; seed <= cells; ++seed) {
            Waves waves(field(8, static_cast<std::uint64_t>(seed)), lobe);
            waves.point({.azimuth_deg = static_cast<double>(azimuth)}, {});
            power += std::norm(heard(waves, 0, 0));
        }
        if (power > best) best_deg = azimuth;
        best = std::max(best, power);
    }
    EXPECT_NEAR(best_deg, 238, 10);
}

TEST(Waves, OfACrossPolarizedTowerComeThroughItsPortsAtPlusAndMinus45Degrees) {
    const Lobe lobe(omni_deg, 1);
    WaveField wanted = field(60, 1);
    wanted.cross_polarized = true;
    Waves waves(wanted, lobe);
    waves.point({.azimuth_deg = 238, .polarization_deg = 45}, {});
    EXPECT_NEAR(std::abs(heard(waves, 0, 0)), 1, 0.01);
    EXPECT_NEAR(std::abs(heard(waves, 1, 0)), 0, 0.01);
    waves.point({.azimuth_deg = 238, .polarization_deg = 0}, {});
    EXPECT_NEAR(std::norm(heard(waves, 0, 0)), 0.5, 0.01);
    EXPECT_NEAR(std::norm(heard(waves, 1, 0)), 0.5, 0.01);
}

// One value is asked for by itself, so no other lies beside it that a curve could be laid through.
TEST(Waves, AreTheSameAtAFrequencyWhicheverOthersAreAskedForWithIt) {
    const Lobe lobe(omni_deg, 1);
    for (int seed = 1; seed <= 20; ++seed) {
        Waves waves(field(-10, static_cast<std::uint64_t>(seed)), lobe);
        for (const double step_hz : {1071.43, 15000.0}) {
            std::vector<std::complex<float>> many(1200);
            waves.response(0, 0, -600 * step_hz, step_hz, many);
            double power = 0;
            double error = 0;
            for (std::size_t i = 0; i < many.size(); i += 7) {
                const auto alone = heard(waves, 0, 0, (static_cast<double>(i) - 600) * step_hz);
                power += std::norm(alone);
                error += std::norm(alone - std::complex<double>(many[i]));
            }
            EXPECT_LT(10 * std::log10(error / power), -50) << step_hz;
        }
    }
}

TEST(Waves, WanderInPowerAsToldAndAreTheSameAgain) {
    const Lobe lobe(omni_deg, 1);
    double squares = 0;
    for (int seed = 1; seed <= cells; ++seed) {
        WaveField wanted = field(60, static_cast<std::uint64_t>(seed));
        wanted.walk_db = 0.5;
        Waves waves(wanted, lobe);
        const double begin_db = 20 * std::log10(std::abs(heard(waves, 0, 3000)));
        const double end_db = 20 * std::log10(std::abs(heard(waves, 0, 3240)));
        squares += std::pow(end_db - begin_db, 2) / cells;
        EXPECT_EQ(20 * std::log10(std::abs(heard(waves, 0, 3000))), begin_db);
    }
    EXPECT_NEAR(std::sqrt(squares), 0.5 * 2, 0.11);  // of four minutes; sigma of this figure is 0.022
}

TEST(Lobe, FollowsATableWithStraightLinesBetweenItsPoints) {
    const std::array<PatternPoint, 4> points{{{-120, -22}, {10, -1}, {50, -11}, {170, -31}}};
    const Lobe lobe(points);
    const auto gain_db = [&](double off_deg) { return 10 * std::log10(lobe.gain(off_deg)); };
    EXPECT_NEAR(gain_db(0), 0, 1e-9);  // its peak is ahead, wherever the table had it
    EXPECT_NEAR(gain_db(20), -5, 1e-9);
    EXPECT_NEAR(gain_db(40), -10, 1e-9);
    EXPECT_NEAR(gain_db(-65), -10.5, 1e-9);
    EXPECT_NEAR(gain_db(160), -30, 1e-9);
    EXPECT_NEAR(gain_db(195), -25.5, 1e-9);  // between the last point and the first
    EXPECT_NEAR(gain_db(-130), -21, 1e-9);
}

TEST(Lobe, PeaksAheadAndFallsByThreeDecibelsNearHalfItsWidth) {
    double width = 0;
    constexpr int lobes = 400;
    for (int seed = 0; seed < lobes; ++seed) {
        const Lobe lobe(55, static_cast<std::uint64_t>(seed));
        EXPECT_EQ(lobe.gain(0), 1);
        EXPECT_LE(lobe.gain(180), 0.2);
        double left = 0;
        double right = 0;
        while (lobe.gain(-left) > 0.5) left += 0.25;
        while (lobe.gain(right) > 0.5) right += 0.25;
        EXPECT_NE(lobe.gain(40), lobe.gain(-40));
        width += (left + right) / lobes;
    }
    EXPECT_NEAR(width, 55, 4);  // side lobes add a little to it; sigma of this mean is 0.4
}

// A fit's lobe of that width is below -40 dB at 150 degrees and the same on both sides.
TEST(Lobe, HasSidesABackAndASkewThatNoFitKnows) {
    double sides_db = 0;
    double back_db = 0;
    double skew = 0;
    constexpr int lobes = 1000;
    for (int seed = 0; seed < lobes; ++seed) {
        const Lobe lobe(55, static_cast<std::uint64_t>(seed));
        sides_db += 10 * std::log10(lobe.gain(90) * lobe.gain(-90)) / 2 / lobes;
        back_db += 10 * std::log10(lobe.gain(180)) / lobes;
        double left = 0;
        double right = 0;
        while (lobe.gain(-left) > 0.5) left += 0.25;
        while (lobe.gain(right) > 0.5) right += 0.25;
        skew += std::pow(std::log(right / left), 2) / lobes;
    }
    // 14 dB at the sides to 20.5 dB at the back, uniform over 6 and 11 dB, under a ripple of 3 dB: sigmas of 0.1 dB.
    EXPECT_NEAR(sides_db, -14 - 6.5 / 2, 0.7);
    EXPECT_NEAR(back_db, -20.5, 0.7);
    // Half widths of 1 + a and 1 - a, a up to a tenth either way: 0.115 rms, and what side lobes add.
    EXPECT_GT(std::sqrt(skew), 0.1);
    EXPECT_LT(std::sqrt(skew), 0.3);
}

}  // namespace
}  // namespace boresight::scene
