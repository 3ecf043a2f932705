// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/nr_raster.h"

#include <gtest/gtest.h>

#include "catalog/bands.h"

namespace boresight::catalog {
namespace {

constexpr std::int64_t last_nr_arfcn = 3279165;
constexpr std::int64_t first_gscn = 2;
constexpr std::int64_t last_gscn = 26639;

TEST(NrRaster, EveryNrArfcnComesBackFromItsFrequency) {
    double before_hz = -1;
    for (std::int64_t n = 0; n <= last_nr_arfcn; ++n) {
        const auto hz = nr_arfcn_to_hz(n);
        ASSERT_TRUE(hz && *hz > before_hz) << n;
        ASSERT_EQ(hz_to_nr_arfcn(*hz), n);
        before_hz = *hz;
    }
    EXPECT_EQ(nr_arfcn_to_hz(-1), std::nullopt);
    EXPECT_EQ(nr_arfcn_to_hz(last_nr_arfcn + 1), std::nullopt);
}

TEST(NrRaster, EveryGscnComesBackFromItsFrequency) {
    double before_hz = -1;
    for (std::int64_t gscn = first_gscn; gscn <= last_gscn; ++gscn) {
        const auto hz = gscn_to_hz(gscn);
        ASSERT_TRUE(hz && *hz > before_hz) << gscn;
        ASSERT_EQ(hz_to_gscn(*hz), gscn);
        before_hz = *hz;
    }
    EXPECT_EQ(gscn_to_hz(first_gscn - 1), std::nullopt);
    EXPECT_EQ(gscn_to_hz(last_gscn + 1), std::nullopt);
}

TEST(NrRaster, AFrequencyBesideTheRasterHasNoNumber) {
    for (const double hz : {2112.0525e6, -5e3, 100.001e9, 1e300}) EXPECT_EQ(hz_to_nr_arfcn(hz), std::nullopt) << hz;
    for (const double hz : {2112.1e6, 0.0, -1.2e6, 100.001e9}) EXPECT_EQ(hz_to_gscn(hz), std::nullopt) << hz;
}

TEST(NrRaster, SynchronizationBlocksLieInsideTheirBand) {
    for (const Band& band : bands(Rat::nr)) {
        for (const SsbRaster& ssb : band.ssb) {
            EXPECT_EQ((ssb.gscn_last - ssb.gscn_first) % ssb.gscn_step, 0) << band.label;
            EXPECT_TRUE(band.downlink->contains(*gscn_to_hz(ssb.gscn_first))) << band.label;
            EXPECT_TRUE(band.downlink->contains(*gscn_to_hz(ssb.gscn_last))) << band.label;
        }
    }
}

}  // namespace
}  // namespace boresight::catalog
