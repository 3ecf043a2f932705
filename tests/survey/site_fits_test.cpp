// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/site_fits.h"

#include <gtest/gtest.h>

#include <cmath>

#include "survey/heard_carriers.h"
#include "tests/aim/made_sweep.h"

namespace boresight::survey {
namespace {

constexpr double frequency_hz = 739e6;
constexpr double second_lies_below_db = 6;

SweepCell cell(int pci, std::optional<std::int64_t> enodeb = {}) {
    SweepCell out{.frequency_hz = frequency_hz, .pci = pci, .n_rb_dl = 50};
    out.enodeb = enodeb;
    return out;
}

CellSeries series(double peak_deg, double level_dbm, std::uint32_t seed) {
    const aim::MadeSweep sweep = aim::make_sweep({.peak_deg = peak_deg, .level_dbm = level_dbm, .seed = seed});
    CellSeries out;
    out.places = sweep.stops;
    out.levels = aim::read_dwells(sweep.blocks, aim::made_limit_dbm);
    for (std::size_t i = 0; i < sweep.stops.size(); ++i) out.stops.push_back(i);
    out.noise_db.assign(sweep.stops.size(), -118);
    return out;
}

const aim::SweepSetting setting{.beamwidth_deg = aim::made_beamwidth_deg,
                                .azimuth_sigma_deg = aim::made_azimuth_sigma_deg};

using Sites = std::vector<std::vector<std::size_t>>;

TEST(SiteFits, CellsThatNameOneStationAreOneSite) {
    const std::vector<SweepCell> cells{cell(357, 77), cell(12, 77), cell(358, 78), cell(13)};
    EXPECT_EQ(sites_of({{}, cells}), (Sites{{0, 1}, {2}, {3}}));
}

TEST(SiteFits, WhereNothingIsNamedTheGroupOfIdentitiesTells) {
    const std::vector<SweepCell> cells{cell(357), cell(358), cell(360), cell(359)};
    EXPECT_EQ(sites_of({{}, cells}), (Sites{{0, 1, 3}, {2}}));
}

TEST(SiteFits, OperatorsOnOneGroupOfIdentitiesAreTwoSites) {
    std::vector<SweepCell> cells{cell(357), cell(358)};
    cells[1].frequency_hz = 751e6;
    std::vector<SweepCarrier> carriers(2);
    carriers[0].frequency_hz = frequency_hz;
    carriers[0].operator_name = "AT&T";
    carriers[1].frequency_hz = 751e6;
    carriers[1].operator_name = "Verizon";
    EXPECT_EQ(sites_of({carriers, cells}), (Sites{{0}, {1}}));
}

TEST(SiteFits, CellsOfASiteShareOneBearingEachAtItsLevel) {
    const std::vector<SweepCell> cells{cell(357), cell(358)};
    const std::vector<CellSeries> heard{series(142, -90, 4), series(142, -90 - second_lies_below_db, 5)};
    const SiteFits fits = fit_sites(heard, {{}, cells}, setting);
    ASSERT_TRUE(fits.fits[0] && fits.fits[1] && fits.pooled[0] && fits.pooled[1]);
    EXPECT_EQ(fits.fits[0]->bearing.azimuth_deg, fits.fits[1]->bearing.azimuth_deg);
    EXPECT_NEAR(fits.fits[0]->level_db - fits.fits[1]->level_db, second_lies_below_db, 1);
    EXPECT_EQ(fits.pooled[1]->with, 0u);
    EXPECT_NEAR(fits.pooled[1]->offset_db, -second_lies_below_db, 1);
    EXPECT_EQ(fits.pooled[0]->offset_db, 0);
}

TEST(SiteFits, ACellThatDoesNotFollowTheOthersIsFittedAlone) {
    const std::vector<SweepCell> cells{cell(357), cell(358), cell(359)};
    const std::vector<CellSeries> heard{series(142, -90, 4), series(140, -96, 5), series(300, -92, 6)};
    const SiteFits fits = fit_sites(heard, {{}, cells}, setting);
    EXPECT_FALSE(fits.pooled[2]);
    ASSERT_TRUE(fits.fits[2]);
    EXPECT_NEAR(fits.fits[2]->bearing.azimuth_deg, 300, 8);
    ASSERT_TRUE(fits.pooled[0] && fits.pooled[1]);
    EXPECT_NEAR(fits.fits[1]->bearing.azimuth_deg, 142, 8);
}

TEST(SiteFits, ACellHeardAtSomeStopsAloneIsPooledAtThose) {
    const std::vector<SweepCell> cells{cell(357), cell(358)};
    std::vector<CellSeries> heard{series(142, -90, 4), series(142, -96, 5)};
    CellSeries& late = heard[1];
    constexpr std::ptrdiff_t missed = 6;
    late.stops.erase(late.stops.begin(), late.stops.begin() + missed);
    late.places.erase(late.places.begin(), late.places.begin() + missed);
    late.levels.readings.erase(late.levels.readings.begin(), late.levels.readings.begin() + missed);
    const SiteFits fits = fit_sites(heard, {{}, cells}, setting);
    ASSERT_TRUE(fits.pooled[1]);
    EXPECT_NEAR(fits.fits[1]->bearing.azimuth_deg, 142, 8);
    for (const std::size_t stop : fits.fits[1]->doubted) EXPECT_LT(stop, late.stops.size());
}

}  // namespace
}  // namespace boresight::survey
