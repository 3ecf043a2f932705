// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/antenna_pattern.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "platform/error.h"

namespace boresight::catalog {
namespace {

using testing::HasSubstr;

constexpr double near_db = 1e-9;

// 3 dB at 20 degrees, as a parabola; 18 dB at most.
double lobe_db(double off_deg) {
    const double off = std::remainder(off_deg, 360);
    return std::min(18.0, 3 * (off / 20) * (off / 20));
}

std::string cut(const char* name, int first, int last, const std::function<std::string(int)>& value) {
    std::string out = fmt::format("{} {}\n", name, last - first + 1);
    for (int deg = first; deg <= last; ++deg) out += fmt::format("{} {}\n", deg, value(deg));
    return out;
}

std::string msi(const std::string& head = "GAIN 5.85 dBd\n") {
    const auto attenuation = [](int deg) { return fmt::format("{:.2f}", lobe_db(deg)); };
    return "NAME LOBE\nMAKE NOBODY\nFREQUENCY 750\n" + head + cut("HORIZONTAL", 0, 359, attenuation) +
           cut("VERTICAL", 0, 359, [](int deg) { return fmt::format("{:.2f}", lobe_db(deg - 6)); });
}

std::string nsma(const std::string& head, double sign = -1) {
    std::string out = "REVNUM:,NSMA WG16.99.050\r\nANTMAN:,NOBODY\r\nMODNUM:,LOBE\r\n" + head;
    for (const auto& [plane, polarization] : {std::pair{"AZ", "H/V"}, std::pair{"AZ", "V/V"}, std::pair{"EL", "V/V"}}) {
        const bool cross = std::string(polarization) == "H/V";
        out += fmt::format("PATCUT:,{}\r\nPOLARI:,{}\r\nNUPOIN:,361\r\nFSTLST:,-180,180\r\n", plane, polarization);
        for (int deg = -180; deg <= 180; ++deg)
            out += fmt::format("{},{:.2f},\r\n", deg,
                               cross ? -30.0 : sign * lobe_db(std::string(plane) == "EL" ? deg + 6 : deg));
    }
    return out + "ENDFIL:,EOF\r\n";
}

std::string complaint(const std::string& text) {
    try {
        read_antenna_pattern(text, "x.msi");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        return error.what();
    }
    ADD_FAILURE() << text.substr(0, 80) << " was taken";
    return {};
}

TEST(AntennaPattern, OfMsiPlanetHasBothCutsAndGainOverIsotropic) {
    const AntennaPattern pattern = read_antenna_pattern(msi(), "x.msi");
    EXPECT_EQ(pattern.name, "LOBE");
    EXPECT_EQ(pattern.maker, "NOBODY");
    EXPECT_EQ(pattern.frequency_hz, 750e6);
    EXPECT_NEAR(*pattern.gain_dbi, 8, near_db);
    EXPECT_EQ(pattern.horizontal_db[0], 0);
    EXPECT_NEAR(pattern.horizontal_db[20], -3, near_db);
    EXPECT_NEAR(pattern.horizontal_db[340], -3, near_db);
    EXPECT_NEAR(pattern.horizontal_db[180], -18, near_db);
    ASSERT_TRUE(pattern.vertical_db);
    EXPECT_EQ((*pattern.vertical_db)[354], 0) << "6 degrees down is the peak; angles here go up";
    EXPECT_NEAR(pattern.beamwidth_deg(), 40, 0.2);
    EXPECT_TRUE(pattern.assumed.empty());
}

TEST(AntennaPattern, TakesGainThatHasItsUnitOrNone) {
    EXPECT_NEAR(*read_msi_pattern(msi("GAIN 8.0 dBi\n"), "x").gain_dbi, 8, near_db);
    EXPECT_NEAR(*read_msi_pattern(msi("GAIN 8.0dBi\n"), "x").gain_dbi, 8, near_db);
    const AntennaPattern open = read_msi_pattern(msi("GAIN 5,85\n"), "x");
    EXPECT_NEAR(*open.gain_dbi, 8, near_db);
    ASSERT_EQ(open.assumed.size(), 1u);
    EXPECT_FALSE(read_msi_pattern(msi(""), "x").gain_dbi);
}

TEST(AntennaPattern, IsTheSameWithCommasGainForAttenuationAndARepeatedLine) {
    const AntennaPattern plain = read_msi_pattern(msi(), "x");
    const auto with = [](int last, const std::function<std::string(int)>& value) {
        return read_msi_pattern(cut("HORIZONTAL", 0, last, value), "x").horizontal_db;
    };
    EXPECT_EQ(with(360, [](int deg) { return fmt::format("{:.2f}", lobe_db(deg)); }), plain.horizontal_db);
    EXPECT_EQ(with(359, [](int deg) { return fmt::format("{:.2f}", -lobe_db(deg)); }), plain.horizontal_db);
    EXPECT_EQ(with(359,
                   [](int deg) {
                       std::string text = fmt::format("{:.2f}", lobe_db(deg));
                       text[text.find('.')] = ',';
                       return text;
                   }),
              plain.horizontal_db);
}

TEST(AntennaPattern, CountsVerticalAnglesAsTheTiltTells) {
    const auto tilted = [](int peak_deg) {
        return "TILT 6\n" + cut("HORIZONTAL", 0, 359, [](int) { return "0"; }) +
               cut("VERTICAL", 0, 359, [&](int deg) { return fmt::format("{:.2f}", lobe_db(deg - peak_deg)); });
    };
    for (const int peak_deg : {6, -6}) {  // down from the horizon, or up to 354
        const AntennaPattern pattern = read_msi_pattern(tilted(peak_deg), "x");
        EXPECT_EQ((*pattern.vertical_db)[354], 0) << peak_deg;
        EXPECT_EQ(pattern.assumed.size(), peak_deg < 0 ? 1u : 0u);
    }
}

TEST(AntennaPattern, OfNsmaTakesTheCutThatIsReceivedAsSent) {
    const AntennaPattern pattern =
        read_antenna_pattern(nsma("GUNITS:,DBI/DBR\r\nMDGAIN:,8.0\r\nPATFRE:,750\r\n"), "x.adf");
    EXPECT_EQ(pattern.name, "LOBE");
    EXPECT_NEAR(*pattern.gain_dbi, 8, near_db);
    EXPECT_EQ(pattern.frequency_hz, 750e6);
    EXPECT_NEAR(pattern.horizontal_db[20], -3, near_db);
    EXPECT_NEAR(pattern.beamwidth_deg(), 40, 0.2);
    EXPECT_EQ((*pattern.vertical_db)[354], 0);
    EXPECT_NEAR(*read_nsma_pattern(nsma("GUNITS:,DBD/DBR\r\nMDGAIN:,5.85\r\n"), "x").gain_dbi, 8, near_db);
}

TEST(AntennaPattern, OfNsmaTurnsElevationsRoundWhereTheTiltTellsSo) {
    const AntennaPattern up = read_nsma_pattern(nsma("ELTILT:,6\r\n"), "x");
    EXPECT_EQ((*up.vertical_db)[354], 0);
    EXPECT_TRUE(up.assumed.empty());
}

TEST(AntennaPattern, OfNsmaMayBeCoarseOrLinear) {
    const std::string coarse =
        "GUNITS:,DBI/DBR\nPATCUT:,H\nPOLARI:,V/"
        "V\nNUPOIN:,5\nFSTLST:,-180,180\n-180,-18.0,\n-37.5,-3.0,\n0,0.0,\n37.5,-3."
        "0,\n180,-18.0,\n";
    const AntennaPattern pattern = read_nsma_pattern(coarse, "x");
    EXPECT_NEAR(pattern.horizontal_db[15], -1.2, near_db);
    EXPECT_NEAR(pattern.beamwidth_deg(), 75, 0.5);
    const std::string linear = "GUNITS:,DBI/LIN\nPATCUT:,AZ\nNUPOIN:,4\nFSTLST:,0,270\n0,1\n90,0.1\n180,0\n270,0.1\n";
    EXPECT_NEAR(read_nsma_pattern(linear, "x").horizontal_db[90], -20, near_db);
}

TEST(AntennaPattern, RefusesWhatIsNone) {
    EXPECT_THAT(complaint(""), HasSubstr("no horizontal cut"));
    EXPECT_THAT(complaint("HORIZONTAL 360\n0 0.0\n1 0.1\n"), HasSubstr("after 2 of 360"));
    EXPECT_THAT(complaint("HORIZONTAL 2\n0 0.0\n1 low\n"), HasSubstr("line 3"));
    EXPECT_THAT(complaint("HORIZONTAL 99999999\n"), HasSubstr("number of samples"));
    EXPECT_THAT(complaint("HORIZONTAL 2\n0 3\n1 -3\n"), HasSubstr("both sides"));
    EXPECT_THAT(complaint("REVNUM:,1\nPATCUT:,EL\n"), HasSubstr("azimuth"));
    EXPECT_THAT(complaint("NUPOIN:,3\n0,0\n"), HasSubstr("range"));
}

}  // namespace
}  // namespace boresight::catalog
