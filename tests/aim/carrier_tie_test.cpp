// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/carrier_tie.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "made_sweep.h"

namespace boresight::aim {
namespace {

constexpr std::array peaks_deg{60.0, 200.0};
constexpr std::size_t coarse_stops = 14;  // of a made sweep: ring and references
constexpr double close_noise_db = -76;    // well above the cells: there throughput depends most on the level
constexpr double lobe_deg = 75;

class CarrierTie : public testing::Test {
protected:
    CarrierTie() {
        for (const double peak_deg : peaks_deg) {
            MadeSweep sweep = make_sweep({.peak_deg = peak_deg, .seed = 7});
            sweep.stops.resize(coarse_stops);
            sweep.blocks.resize(coarse_stops);
            fits.push_back(*fit_of(sweep));
        }
        for (double azimuth_deg = 0; azimuth_deg < 360; azimuth_deg += 5) candidates_deg.push_back(azimuth_deg);
    }
    // As if choosing now might cost too much.
    std::optional<double> settling(double second_offset_db,
                                   CarrierDecision decision = CarrierDecision::undecided) const {
        const std::vector<Carrier> carriers{
            {.bandwidth_mhz = 10, .cells = {{.fit = &fits[0]}}, .noise_db = close_noise_db},
            {.bandwidth_mhz = 10,
             .cells = {{.fit = &fits[1], .offset_db = second_offset_db}},
             .noise_db = close_noise_db}};
        CapacityChoice choice = choose_carrier(carriers, {}).value();
        choice.decision = decision;
        return settling_azimuth(carriers, choice, candidates_deg, {.azimuth_sigma_deg = made_azimuth_sigma_deg});
    }
    std::vector<CellFit> fits;
    std::vector<double> candidates_deg;
};

TEST_F(CarrierTie, IsSettledOnTheLobeOfOneOfTheTwo) {
    const auto azimuth_deg = settling(0);
    ASSERT_TRUE(azimuth_deg);
    EXPECT_LT(
        std::min(std::abs(wrap_deg(*azimuth_deg - peaks_deg[0])), std::abs(wrap_deg(*azimuth_deg - peaks_deg[1]))),
        lobe_deg);
    EXPECT_EQ(settling(0), azimuth_deg) << "the same readings ask for the same stop";
}

TEST_F(CarrierTie, IsLeftAloneWhereEitherWillDo) {
    EXPECT_FALSE(settling(0, CarrierDecision::tied));
}

TEST_F(CarrierTie, IsNoneWhereOneIsClearlyBetter) {
    EXPECT_FALSE(settling(15));
    EXPECT_FALSE(settling(-15));
}

}  // namespace
}  // namespace boresight::aim
