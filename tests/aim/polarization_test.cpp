// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/polarization.h"

#include <gtest/gtest.h>

#include <random>
#include <string_view>

namespace boresight::aim {
namespace {

constexpr std::uint32_t seed = 11;

struct Comparison {
    std::vector<PolarizedStop> stops;
    std::vector<std::vector<Reading>> cells;

    std::optional<PolarizationFit> fit() const { return fit_polarization(stops, cells); }
};

// Dwells in the order of the letters; B is stronger by `difference_db`, the level drifts.
Comparison compare(std::string_view order, double difference_db, double drift_db_per_s = 0, double spread_db = 0.1) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(0, spread_db);
    Comparison out;
    out.cells.resize(1);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool b = order[i] == 'B';
        const double time_s = 20.0 * static_cast<double>(i);
        out.stops.push_back({.time_s = time_s, .b = b});
        out.cells[0].push_back({.kind = ReadingKind::full,
                                .level_db = -90 + (b ? difference_db : 0) + drift_db_per_s * time_s + normal(random),
                                .sigma_db = 0.1});
    }
    return out;
}

TEST(Polarization, TheDifferenceIsBMinusA) {
    for (const double difference_db : {-3.0, -1.5, 1.5, 3.0}) {
        const auto fit = compare("ABBABAABABBA", difference_db).fit();
        ASSERT_TRUE(fit);
        EXPECT_NEAR(fit->difference_db.value, difference_db, 0.3);
        EXPECT_LT(fit->difference_db.low, difference_db);
        EXPECT_GT(fit->difference_db.high, difference_db);
        EXPECT_EQ(fit->choice, difference_db > 0 ? PolarizationChoice::b : PolarizationChoice::a);
    }
}

TEST(Polarization, ASteadyDriftDoesNotPassForADifference) {
    for (const double drift : {-0.005, 0.005}) {
        const auto fit = compare("ABBABAABABBA", 0, drift).fit();
        ASSERT_TRUE(fit);
        EXPECT_NEAR(fit->difference_db.value, 0, 0.3) << drift;
        EXPECT_EQ(fit->choice, PolarizationChoice::equal) << drift;
    }
}

TEST(Polarization, AFewUnsteadyDwellsDecideNothing) {
    const auto fit = compare("ABBA", 0.7, 0, 1.0).fit();
    ASSERT_TRUE(fit);
    EXPECT_EQ(fit->choice, PolarizationChoice::undecided);
}

TEST(Polarization, OneOfEachIsRefused) {
    EXPECT_FALSE(compare("AB", 3).fit().has_value());
    EXPECT_FALSE(compare("ABAA", 3).fit().has_value());
    EXPECT_TRUE(compare("ABBA", 3).fit().has_value());
}

TEST(Polarization, CellsThatAgreeNarrowAndCellsThatDifferWiden) {
    Comparison one = compare("ABBABAAB", 1.5), two = one, torn = one;
    two.cells.push_back(one.cells[0]);
    torn.cells.push_back(compare("ABBABAAB", -1.5).cells[0]);
    const auto width = [](const Comparison& c) { return c.fit()->difference_db.high - c.fit()->difference_db.low; };
    EXPECT_GT(width(torn), 2 * width(two));
    EXPECT_NEAR(torn.fit()->difference_db.value, 0, 0.5);
}

}  // namespace
}  // namespace boresight::aim
