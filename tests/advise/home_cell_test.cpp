// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/home_cell.h"

#include <gtest/gtest.h>

namespace boresight::advise {
namespace {

constexpr double band_5_hz = 882.6e6;  // UARFCN 4413, also 738 of band 19
constexpr double band_2_hz = 1957.6e6;

TEST(HomeCell, IsTheOneThatTheUserNamedAndNoOther) {
    const HomeCell by_code{.psc = 340}, by_carrier{.uarfcn = 4413}, by_both{.psc = 340, .uarfcn = 4413};
    for (const HomeCell& home : {by_code, by_carrier, by_both})
        EXPECT_EQ(known_as_home(home, {2, 5}, {.psc = 340, .frequency_hz = band_5_hz}), KnownBy::user);
    EXPECT_TRUE(is_named({.uarfcn = 738}, 340, band_5_hz)) << "another number of the same carrier";
    EXPECT_FALSE(known_as_home(by_both, {}, {.psc = 341, .frequency_hz = band_5_hz}));
    EXPECT_FALSE(known_as_home(by_both, {}, {.psc = 340, .frequency_hz = band_2_hz}));
    EXPECT_FALSE(known_as_home(by_code, {}, {.psc = 7, .frequency_hz = band_5_hz, .pilot_dbm = 3}))
        << "a name goes before what a cell tells of itself";
    EXPECT_FALSE(is_named({}, 340, band_5_hz));
}

TEST(HomeCell, WithoutANameItIsOneWhosePilotIsWeakInABandOfTheUnit) {
    const auto known = [](std::optional<double> pilot_dbm, const std::vector<int>& bands) {
        return known_as_home({}, bands, {.psc = 340, .frequency_hz = band_5_hz, .pilot_dbm = pilot_dbm});
    };
    EXPECT_EQ(known(3, {2, 5}), KnownBy::announced_power);
    EXPECT_EQ(known(most_home_pilot_dbm, {}), KnownBy::announced_power);
    EXPECT_FALSE(known(most_home_pilot_dbm + 1, {}));
    EXPECT_FALSE(known(33, {2, 5})) << "a tower";
    EXPECT_FALSE(known(3, {2})) << "the unit doesn't send there";
    EXPECT_FALSE(known(std::nullopt, {2, 5})) << "it didn't tell";
}

}  // namespace
}  // namespace boresight::advise
