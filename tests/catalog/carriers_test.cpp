// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/carriers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "platform/error.h"

namespace boresight::catalog {
namespace {

constexpr std::size_t lte_bands = 72;
constexpr std::size_t umts_bands = 21;
constexpr std::size_t gsm_bands = 6;
constexpr std::int64_t highest_earfcn = 262143;

std::vector<std::pair<int, std::int64_t>> numbers(const std::vector<Carrier>& carriers) {
    std::vector<std::pair<int, std::int64_t>> out;
    for (const Carrier& carrier : carriers) out.emplace_back(carrier.band->number, carrier.channel);
    return out;
}

using Numbers = std::vector<std::pair<int, std::int64_t>>;

TEST(Carriers, NameEveryBandThatHoldsAFrequency) {
    EXPECT_EQ(numbers(carriers_at(Rat::lte, 739e6)),
              (Numbers{{12, 5110}, {17, 5780}, {44, 45950}, {67, 67346}, {85, 70476}}));
    EXPECT_EQ(numbers(carriers_at(Rat::umts, 877.4e6)), (Numbers{{5, 4387}, {6, 4387}, {19, 712}, {26, 5842}}));
    EXPECT_EQ(numbers(carriers_at(Rat::gsm, 935.2e6)), (Numbers{{900, 1}, {900, 1}}));
    EXPECT_EQ(numbers(carriers_at(Rat::nr, 627.15e6)), Numbers{});
    EXPECT_EQ(numbers(carriers_at(Rat::nr, 627.2e6)), (Numbers{{71, 125440}, {105, 125440}}));
}

TEST(Carriers, AreNoneBesideTheRasterOrOutsideEveryBand) {
    EXPECT_TRUE(carriers_at(Rat::lte, 739.05e6).empty());
    EXPECT_TRUE(carriers_at(Rat::lte, 1000e6).empty());
    EXPECT_TRUE(carriers_at(Rat::lte, 0).empty());
    EXPECT_TRUE(carriers_at(Rat::lte, -739e6).empty());
    for (const double none_hz : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        EXPECT_TRUE(carriers_at(Rat::lte, none_hz).empty());
        EXPECT_EQ(nearest_raster_point_hz(Rat::lte, none_hz, 50e3), std::nullopt);
        EXPECT_TRUE(raster_points_hz(Rat::lte, {none_hz, none_hz}).empty());
    }
}

// The whole space of 18 bits: what is a channel comes back from its frequency, and no number has two bands.
TEST(Carriers, EveryEarfcnComesBackFromItsFrequency) {
    std::size_t channels = 0;
    for (std::int64_t earfcn = -1; earfcn <= highest_earfcn; ++earfcn) {
        const auto carriers = carriers_of_channel(Rat::lte, Direction::downlink, earfcn);
        ASSERT_LE(carriers.size(), 1U) << earfcn;
        if (carriers.empty()) continue;
        ++channels;
        const auto named = carriers_at(Rat::lte, carriers.front().frequency_hz);
        ASSERT_NE(std::find(named.begin(), named.end(), carriers.front()), named.end()) << earfcn;
        ASSERT_DOUBLE_EQ(channel_to_frequency_hz(Rat::lte, earfcn), carriers.front().frequency_hz);
        ASSERT_TRUE(carriers.front().band->downlink->contains(carriers.front().frequency_hz)) << earfcn;
    }
    std::int64_t expected = 0;
    for (const Band& band : bands(Rat::lte)) {
        expected += band.downlink_channels.front().last - band.downlink_channels.front().first + 1;
    }
    EXPECT_EQ(static_cast<std::int64_t>(channels), expected);
}

TEST(Carriers, EveryUmtsAndGsmChannelComesBackFromItsFrequency) {
    for (const Rat rat : {Rat::umts, Rat::gsm}) {
        for (std::int64_t channel = 0; channel <= 16383; ++channel) {
            for (const Carrier& carrier : carriers_of_channel(rat, Direction::downlink, channel)) {
                const auto named = carriers_at(rat, carrier.frequency_hz);
                EXPECT_NE(std::find(named.begin(), named.end(), carrier), named.end()) << rat_name(rat) << channel;
            }
        }
    }
}

TEST(Carriers, EveryRasterPointOfNrHasItsNumber) {
    for (const Band& band : bands(Rat::nr)) {
        for (const ChannelRun& run : band.downlink_channels) {
            for (const std::int64_t n : {run.first, run.first + run.stride, run.last}) {
                const auto named = carriers_at(Rat::nr, run.frequency_hz(n));
                EXPECT_TRUE(std::any_of(named.begin(), named.end(),
                                        [&](const Carrier& c) { return c.band == &band && c.channel == n; }))
                    << band.label << " " << n;
            }
        }
    }
}

TEST(Carriers, PairTheUplinkWhereTheBandHasOne) {
    EXPECT_EQ(uplink_frequency_hz(*find_band(Rat::lte, 12), 739e6), 709e6);
    EXPECT_EQ(uplink_frequency_hz(*find_band(Rat::lte, 13), 751e6), 782e6);
    EXPECT_EQ(uplink_frequency_hz(*find_band(Rat::lte, 41), 2593e6), 2593e6);
    EXPECT_EQ(uplink_frequency_hz(*find_band(Rat::lte, 29), 720e6), std::nullopt);
    EXPECT_EQ(uplink_frequency_hz(*find_band(Rat::lte, 66), 2179.9e6), 1779.9e6);
    EXPECT_EQ(uplink_frequency_hz(*find_band(Rat::lte, 66), 2180e6), std::nullopt);
}

TEST(Carriers, AWrongNumberIsToldWhatItIs) {
    try {
        channel_to_frequency_hz(Rat::lte, 18000);
        FAIL() << "an uplink number was taken for a downlink's";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        EXPECT_NE(std::string(error.what()).find("uplink number of band 1 (1920 MHz)"), std::string::npos)
            << error.what();
    }
    try {
        channel_to_frequency_hz(Rat::gsm, 512);
        FAIL() << "an ARFCN of two bands gave one frequency";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("1805.2 MHz in DCS1800 and 1930.2 MHz in PCS1900"), std::string::npos)
            << error.what();
    }
    EXPECT_EQ(channel_to_frequency_hz(Rat::gsm, 512, find_band(Rat::gsm, "PCS1900")), 1930.2e6);
}

TEST(RasterPoints, AreThoseOfAllBandsOnceEachAndAscending) {
    const auto lte = raster_points_hz(Rat::lte, {738.95e6, 739.25e6});
    EXPECT_EQ(lte, (std::vector<double>{739e6, 739.1e6, 739.2e6}));
    EXPECT_TRUE(raster_points_hz(Rat::lte, {1000e6, 1100e6}).empty());
    EXPECT_TRUE(raster_points_hz(Rat::lte, {739.2e6, 739e6}).empty());
    // Band II: the general raster and the additional channel between its points.
    EXPECT_EQ(raster_points_hz(Rat::umts, {1932.4e6, 1932.6e6}), (std::vector<double>{1932.4e6, 1932.5e6, 1932.6e6}));
}

TEST(RasterPoints, TheNearestIsFoundWithinReachOnly) {
    EXPECT_EQ(nearest_raster_point_hz(Rat::lte, 739.0123e6, 50e3), 739e6);
    EXPECT_EQ(nearest_raster_point_hz(Rat::lte, 739.06e6, 50e3), 739.1e6);
    EXPECT_EQ(nearest_raster_point_hz(Rat::lte, 1000e6, 50e3), std::nullopt);
}

TEST(Bands, AreAllThereWithDistinctLabels) {
    EXPECT_EQ(bands(Rat::lte).size(), lte_bands);
    EXPECT_EQ(bands(Rat::umts).size(), umts_bands);
    EXPECT_EQ(bands(Rat::gsm).size(), gsm_bands);
    for (const Rat rat : {Rat::gsm, Rat::umts, Rat::lte, Rat::nr}) {
        std::set<std::string> labels;
        for (const Band& band : bands(rat)) {
            EXPECT_TRUE(labels.insert(band.label).second) << rat_name(rat) << " " << band.label;
            EXPECT_EQ(find_band(rat, band.label), &band);
            EXPECT_FALSE(band.name.empty());
            EXPECT_EQ(band.downlink.has_value(), !band.downlink_channels.empty()) << band.label;
        }
    }
}

TEST(Bands, AreFoundByTheNamesPeopleWrite) {
    for (const char* label : {"12", "B12", "b12", "band 12", "Band12"}) {
        ASSERT_NE(find_band(Rat::lte, label), nullptr) << label;
        EXPECT_EQ(find_band(Rat::lte, label)->number, 12);
    }
    for (const char* label : {"n71", "N71", "71"}) EXPECT_EQ(find_band(Rat::nr, label)->number, 71) << label;
    EXPECT_EQ(find_band(Rat::lte, "n71"), nullptr);
    EXPECT_EQ(find_band(Rat::lte, "15"), nullptr);
    EXPECT_EQ(find_band(Rat::lte, ""), nullptr);
}

TEST(Bands, AreListedInWords) {
    EXPECT_TRUE(band_numbers_text(Rat::lte).starts_with("one of 1-14, 17-54, 65-76, ")) << band_numbers_text(Rat::lte);
    EXPECT_TRUE(band_numbers_text(Rat::nr).starts_with("one of n1-n3, n5, n7-n8, ")) << band_numbers_text(Rat::nr);
}

}  // namespace
}  // namespace boresight::catalog
