// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/carrier_raster.h"

#include <gtest/gtest.h>

#include <cmath>

#include "survey/carrier_names.h"

namespace boresight::survey {
namespace {

using dsp::lte::Duplex;

constexpr PpmWindow window{.around_ppm = 0, .reach_ppm = 150};

// Where a radio whose crystal is off sees a carrier.
double seen(double frequency_hz, double off_ppm) {
    return frequency_hz * (1 + off_ppm * 1e-6);
}

std::vector<double> carriers(const std::vector<Sighting>& sightings) {
    return assign_raster(sightings, window).frequency_hz;
}

TEST(CarrierRaster, OneCellSitsOnTheNearestPoint) {
    EXPECT_EQ(carriers({{739e6 + 35228.5}}), std::vector<double>{739e6});
    EXPECT_NEAR(assign_raster(std::vector<Sighting>{{seen(739e6, 47.7)}}, window).common_ppm, 47.7, 1e-6);
}

TEST(CarrierRaster, TakesNegativeErrorsAsWell) {
    EXPECT_EQ(carriers({{796e6 - 49100}}), std::vector<double>{796e6});
    EXPECT_LT(assign_raster(std::vector<Sighting>{{796e6 - 49100}}, window).common_ppm, 0);
}

TEST(CarrierRaster, AnOffsetOfSeveralPointsGoesToTheNearestOfThem) {
    EXPECT_EQ(carriers({{2644.7e6 + 210400, Duplex::tdd}}), std::vector<double>{2644.9e6});
    EXPECT_EQ(carriers({{2645.2e6 - 289300, Duplex::tdd}}), std::vector<double>{2644.9e6});
}

TEST(CarrierRaster, TwoCellsOfOneCarrierStayTogether) {
    EXPECT_EQ(carriers({{739e6 + 35228}, {739e6 + 35231}}), (std::vector<double>{739e6, 739e6}));
}

// Alone each of these would go to its nearest point; only one common error explains both.
TEST(CarrierRaster, TwoCarriersAreExplainedByOneError) {
    const double off_ppm = 23.5;  // 43 kHz at 1830 MHz, 63 kHz at 2680 MHz
    EXPECT_EQ(carriers({{seen(2680e6, off_ppm)}}), std::vector<double>{2680.1e6});
    EXPECT_EQ(carriers({{seen(1830e6, off_ppm)}, {seen(2680e6, off_ppm)}}), (std::vector<double>{1830e6, 2680e6}));
}

TEST(CarrierRaster, ThreeCarriersWithANegativeError) {
    const double off_ppm = -31.0;
    EXPECT_EQ(carriers({{seen(806e6, off_ppm)}, {seen(1815.3e6, off_ppm)}, {seen(2650e6, off_ppm)}}),
              (std::vector<double>{806e6, 1815.3e6, 2650e6}));
}

TEST(CarrierRaster, EveryCommonErrorOfACheapRadioIsFoundFromThreeCarriers) {
    constexpr int worst_ppm = 60;
    for (int off_ppm = -worst_ppm; off_ppm <= worst_ppm; ++off_ppm) {
        const auto found = assign_raster(
            std::vector<Sighting>{{seen(742.3e6, off_ppm)}, {seen(1967.5e6, off_ppm)}, {seen(2132.5e6, off_ppm)}},
            window);
        EXPECT_EQ(found.frequency_hz, (std::vector<double>{742.3e6, 1967.5e6, 2132.5e6})) << off_ppm << " ppm";
        EXPECT_NEAR(found.common_ppm, off_ppm, 1e-6);
    }
}

TEST(CarrierRaster, SmallMeasurementErrorsDoNotBreakTheCommonOne) {
    EXPECT_EQ(carriers({{seen(1815e6, 20) + 60}, {seen(1835e6, 20) - 400}}), (std::vector<double>{1815e6, 1835e6}));
}

TEST(CarrierRaster, PrefersPointsWhereABandOfItsDuplexLies) {
    const double edge = 1880e6 - 45e3;  // band 3 (FDD) ends at 1880 MHz, band 39 (TDD) begins there
    EXPECT_EQ(carriers({{edge, Duplex::fdd}}), std::vector<double>{1879.9e6});
    EXPECT_EQ(carriers({{edge, Duplex::tdd}}), std::vector<double>{1880e6});
}

TEST(CarrierRaster, AWindowSmallerThanTheOffsetStillGivesTheNearestPoint) {
    EXPECT_EQ(assign_raster(std::vector<Sighting>{{739e6 + 35e3}}, {0, 3}).frequency_hz, std::vector<double>{739e6});
}

TEST(CarrierRaster, AmongEqualsTheCarrierThatIsKnownToBeSentCounts) {
    const double off_ppm = 80;  // 59 kHz at 739 MHz: 41 kHz from the next point
    EXPECT_EQ(carriers({{seen(739e6, off_ppm)}}), std::vector<double>{739.1e6});
    const std::vector<double> usual{731.5e6, 739e6, 751e6};
    EXPECT_EQ(
        assign_raster(std::vector<Sighting>{{seen(739e6, off_ppm)}}, PpmWindow{.reach_ppm = 100}, usual).frequency_hz,
        std::vector<double>{739e6});
    EXPECT_EQ(
        assign_raster(std::vector<Sighting>{{seen(741.2e6, 10)}}, PpmWindow{.reach_ppm = 100}, usual).frequency_hz,
        std::vector<double>{741.2e6});
}

// One carrier is always near some point; several show that the error is larger than was thought possible.
TEST(CarrierRaster, SeveralCarriersShowAnErrorBeyondTheWindow) {
    const double off_ppm = 165;
    const std::vector<Sighting> seen_there{{seen(731.5e6, off_ppm)}, {seen(739e6, off_ppm)}, {seen(874e6, off_ppm)}};
    const RasterAssignment found = assign_raster(seen_there, PpmWindow{.reach_ppm = 100});
    EXPECT_EQ(found.frequency_hz, (std::vector<double>{731.5e6, 739e6, 874e6}));
    EXPECT_NEAR(found.common_ppm, off_ppm, 0.1);
}

TEST(CarrierRaster, OnlyOneErrorIsLeftOnceCellsRuleOutTheOthers) {
    constexpr PpmWindow dongle{.reach_ppm = 100};
    EXPECT_NEAR(only_error_ppm(std::vector<Sighting>{{seen(739e6, 18)}}, dongle).value_or(0), 18, 0.1);
    EXPECT_FALSE(only_error_ppm(std::vector<Sighting>{{seen(739e6, 80)}}, dongle));  // -55 ppm as well
    EXPECT_FALSE(only_error_ppm(std::vector<Sighting>{{seen(2140e6, 18)}}, dongle));
    EXPECT_NEAR(only_error_ppm(std::vector<Sighting>{{seen(739e6, 80)}, {seen(874e6, 80)}}, dongle).value_or(0), 80,
                0.1);
    EXPECT_FALSE(only_error_ppm({}, dongle));
}

TEST(CarrierRaster, NothingSeenIsNothingAssigned) {
    EXPECT_TRUE(carriers({}).empty());
}

TEST(CarrierNames, OverlappingBandsAreAllNamedAndDuplexChooses) {
    std::vector<std::pair<int, std::int64_t>> names;
    for (const auto& name : carrier_names(739e6, Duplex::fdd)) names.emplace_back(name.band->number, name.channel);
    EXPECT_EQ(names, (std::vector<std::pair<int, std::int64_t>>{{12, 5110}, {17, 5780}, {67, 67346}, {85, 70476}}));
    for (const auto& name : carrier_names(2645e6, Duplex::tdd)) EXPECT_EQ(name.band->duplex, catalog::Duplex::tdd);
    for (const auto& name : carrier_names(2645e6, Duplex::fdd)) EXPECT_EQ(name.band->number, 7);
    const auto bands = [](double hz, Duplex duplex) {
        std::vector<int> numbers;
        for (const auto& name : carrier_names(hz, duplex)) numbers.push_back(name.band->number);
        return numbers;
    };
    EXPECT_EQ(bands(1960e6, Duplex::fdd), (std::vector<int>{2, 25}));
    EXPECT_EQ(bands(1852.5e6, Duplex::fdd), (std::vector<int>{3, 9}));
    EXPECT_EQ(bands(1815e6, Duplex::fdd), (std::vector<int>{3}));
    EXPECT_EQ(bands(874e6, Duplex::fdd), (std::vector<int>{5, 18, 26}));
    EXPECT_EQ(bands(2600e6, Duplex::tdd), (std::vector<int>{38, 41}));
    EXPECT_TRUE(carrier_names(2140e6, Duplex::tdd).empty());
    EXPECT_EQ(carrier_names(723e6, Duplex::fdd).size(), 1u);  // band 29: downlink only
}

TEST(CarrierRaster, UmtsSitsOnMultiplesOf200KilohertzAndOnItsBandsAdditionalChannels) {
    const auto umts = [](double seen_hz) {
        return std::vector<Sighting>{{.seen_hz = seen_hz, .rat = catalog::Rat::umts}};
    };
    EXPECT_EQ(carriers(umts(seen(2142.6e6, -20))), std::vector<double>{2142.6e6});
    EXPECT_EQ(carriers(umts(937.4e6 + 37e3)), std::vector<double>{937.4e6});
    EXPECT_EQ(carriers(umts(2142.7e6 - 10e3)), std::vector<double>{2142.6e6});  // LTE would sit on 2142.7
    EXPECT_EQ(carriers(umts(1932.5e6 + 1e3)), std::vector<double>{1932.5e6});   // UARFCN 412 of band 2
}

TEST(CarrierRaster, OneErrorExplainsCellsOfBothStandards) {
    const std::vector<Sighting> sightings{{seen(739e6, 47)},
                                          {.seen_hz = seen(2142.6e6, 47), .rat = catalog::Rat::umts}};
    EXPECT_EQ(carriers(sightings), (std::vector<double>{739e6, 2142.6e6}));
}

}  // namespace
}  // namespace boresight::survey
