// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/ranking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "catalog/carriers.h"
#include "catalog/countries.h"

namespace boresight::advise {
namespace {

using catalog::Rat;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr double rounding = 1e-9;
constexpr double shannon_limit_db = 22.05;  // where 0.6 log2(1 + SINR) reaches 4.4 (TR 36.942 annex A)
constexpr double limit_tolerance = 0.01;    // bit/s/Hz: the limit is given to 0.01 dB

aim::Value certain(double db) {
    return {db, db, db};
}

MeasuredCell cell(int earfcn, double mhz, double sinr_db, double half_width_db = 0) {
    MeasuredCell measured;
    measured.frequency_hz = catalog::channel_to_frequency_hz(Rat::lte, earfcn);
    measured.pci = 357;
    measured.bandwidth_hz = mhz * 1e6;
    measured.ports = 2;
    measured.sinr_db = {sinr_db, sinr_db - half_width_db, sinr_db + half_width_db};
    measured.operator_name = "AT&T";
    return measured;
}

const catalog::Operator& att() {
    static const catalog::Operator found = catalog::find_operators("AT&T", catalog::find_country("US")).at(0);
    return found;
}

TEST(ThroughputModel, IsTheTwoCurvesOfItsSources) {
    const auto& model = catalog::throughput();
    for (double db = -30; db <= 40; db += 0.5) {
        const double bits = std::log2(1 + std::pow(10, db / 10));
        EXPECT_NEAR(ranking_efficiency(db), std::min(4.8, 0.65 * bits), rounding) << db;
        const double shannon = db < -10 ? 0 : std::min(4.4, 0.6 * bits);
        EXPECT_NEAR(shannon_efficiency(model, db), shannon, rounding) << db;
    }
    EXPECT_NEAR(0.6 * std::log2(1 + std::pow(10, shannon_limit_db / 10)), 4.4, limit_tolerance);
}

TEST(ThroughputModel, ExpectsLessOfAnUncertainSinrThanOfItsMiddle) {
    EXPECT_NEAR(expected_efficiency(certain(11)), ranking_efficiency(11), rounding);
    EXPECT_LT(expected_efficiency({18, 10, 26}), ranking_efficiency(18));
    EXPECT_NEAR(expected_efficiency(certain(60)), ranking_efficiency(known_sinr_db), rounding);
}

TEST(ThroughputModel, TheRangeHoldsBothCurvesLessTheOverheads) {
    const auto& model = catalog::throughput();
    for (const double mhz : {1.4, 3.0, 5.0, 10.0, 15.0, 20.0}) {
        for (const int ports : {0, 1, 2, 4}) {
            for (double db = -9; db <= 30; db += 3) {
                const Range range = capacity_range_mbps(model, {mhz * 1e6, ports, false}, certain(db));
                const double capped = std::min(db, known_sinr_db);
                const double most = mhz * std::max(ranking_efficiency(capped), shannon_efficiency(model, capped));
                EXPECT_GT(range.low, 0) << mhz << ' ' << ports << ' ' << db;
                EXPECT_LT(range.low, range.high) << mhz << ' ' << ports << ' ' << db;
                EXPECT_LT(range.high, most) << mhz << ' ' << ports << ' ' << db;
            }
        }
    }
    // 10 MHz, two ports, one symbol of control: (144 - 528 / 500) / 168 of the grid, a tenth sent twice.
    const Range ten = capacity_range_mbps(model, {10e6, 2, false}, certain(11));
    EXPECT_NEAR(ten.high, 10 * ranking_efficiency(11) * (144 - 528.0 / 500) / 168 * 0.9, rounding);
    EXPECT_NEAR(ten.low, 10 * shannon_efficiency(model, 11) * (120 - 528.0 / 500) / 168 * 0.9, rounding);
    const Range tdd = capacity_range_mbps(model, {10e6, 2, true}, certain(11));
    EXPECT_NEAR(tdd.high, 0.8 * ten.high, rounding);
    EXPECT_NEAR(tdd.low, 0.2 * ten.low, rounding);
}

TEST(Ranking, WidthAndSinrDecideTogether) {
    RankingQuestion question;
    question.cells = {cell(2450, 5, 20), cell(5110, 10, 11), cell(9820, 10, 2)};
    const Ranking found = rank(question);
    ASSERT_EQ(found.carriers.size(), 3U);
    EXPECT_EQ(found.carriers[0].band, 12);
    EXPECT_EQ(found.carriers[0].earfcn, 5110);
    EXPECT_EQ(found.carriers[1].band, 5);
    EXPECT_EQ(found.carriers[2].band, 30);
    EXPECT_NEAR(found.carriers[0].expected_mbps, 10 * 0.65 * std::log2(1 + std::pow(10, 1.1)), rounding);
    EXPECT_NEAR(found.carriers[0].efficiency_bps_hz, 0.65 * std::log2(1 + std::pow(10, 1.1)), rounding);
    for (const RankedCarrier& each : found.carriers) EXPECT_THAT(each.why, HasSubstr("SINR")) << each.band;
    EXPECT_THAT(found.carriers[1].why, HasSubstr("less expected than of band 12"));
    EXPECT_THAT(ranking_notes(found), Contains(HasSubstr("not a measurement of throughput")));
}

TEST(Ranking, SaysWhenTheReadingsDoNotTellTwoApart) {
    RankingQuestion question;
    question.cells = {cell(5110, 10, 11, 3), cell(9820, 10, 10, 3), cell(2450, 10, 0, 1)};
    const Ranking found = rank(question);
    EXPECT_FALSE(found.carriers[0].tied);
    EXPECT_TRUE(found.carriers[1].tied);
    EXPECT_FALSE(found.carriers[2].tied);
    EXPECT_THAT(found.carriers[1].why, HasSubstr("don't tell them apart"));
}

TEST(Ranking, OfOneCarrierTheBestCellServes) {
    RankingQuestion question;
    question.cells = {cell(5110, 10, 3), cell(5110, 10, 11)};
    question.cells[0].pci = 12;
    const Ranking found = rank(question);
    ASSERT_EQ(found.carriers.size(), 1U);
    EXPECT_EQ(found.carriers[0].pci, 357);
}

TEST(Ranking, TakesASweepsOwnEstimateWhereThereIsOne) {
    RankingQuestion question;
    question.cells = {cell(5110, 10, 11), cell(2450, 5, 11)};
    question.cells[1].mean_mbps = 40;
    question.cells[1].p_best = 0.93;
    const Ranking found = rank(question);
    EXPECT_EQ(found.carriers[0].band, 5);
    EXPECT_NEAR(found.carriers[0].efficiency_bps_hz, 8, rounding);
    EXPECT_THAT(found.carriers[0].why, HasSubstr("probability 0.93"));
}

TEST(Ranking, NamesEveryBandOfTheOperatorThatWasNotMeasuredAndWhy) {
    const catalog::Radio* dongle = catalog::find_radio("rtlsdr");
    ASSERT_NE(dongle, nullptr);
    RankingQuestion question;
    question.cells = {cell(5110, 10, 11)};
    question.of = &att();
    question.hotspot = catalog::find_hotspot("netgear_mr1100_att");
    question.radio = dongle;
    question.listened = {{869e6, 894e6}};
    const Ranking found = rank(question);
    std::vector<int> named;
    for (const LeftOut& each : found.not_measured) named.push_back(each.band);
    EXPECT_THAT(named, Contains(2));
    EXPECT_THAT(named, Contains(66));
    EXPECT_THAT(named, Not(Contains(12)));
    EXPECT_THAT(named, Not(Contains(14)));  // the hotspot hasn't it
    EXPECT_THAT(found.not_measured, Contains(testing::AllOf(Field(&LeftOut::band, 2),
                                                            Field(&LeftOut::why, "this radio ends at 1766 MHz"))));
    EXPECT_THAT(found.not_measured, Contains(testing::AllOf(Field(&LeftOut::band, 5),
                                                            Field(&LeftOut::why, HasSubstr("no cell was decoded")))));
    EXPECT_THAT(found.not_measured,
                Contains(testing::AllOf(Field(&LeftOut::band, 29), Field(&LeftOut::why, HasSubstr("downlink only")))));
}

TEST(Ranking, NothingMeasuredIsLeftOutSilently) {
    RankingQuestion question;
    question.hotspot = catalog::find_hotspot("netgear_mr1100_att");
    question.cells = {cell(68761, 10, 9), cell(5110, 10, 11), cell(2450, 5, 11)};
    question.cells[2].bandwidth_hz.reset();
    const Ranking found = rank(question);
    ASSERT_EQ(found.carriers.size(), 1U);
    EXPECT_THAT(found.not_usable, ElementsAre(Field(&LeftOut::why, HasSubstr("hasn't this band")),
                                              Field(&LeftOut::why, HasSubstr("bandwidth isn't known"))));
}

TEST(Ranking, UsesTheNumberOfTheBandThatTheHotspotHas) {
    RankingQuestion question;
    question.hotspot = catalog::find_hotspot("zte_velocity_mf923");
    question.cells = {cell(5110, 10, 11)};
    const Ranking found = rank(question);
    ASSERT_EQ(found.carriers.size(), 1U);
    EXPECT_EQ(found.carriers[0].band, 17);
    EXPECT_EQ(found.carriers[0].earfcn, 5780);
}

TEST(Ranking, TellsBandsThatOverlapApartByWhatIsInUseThere) {
    RankingQuestion question;
    question.cells = {cell(5330, 10, 11)};  // 763 MHz: band 14, or 28
    question.hotspot = catalog::find_hotspot("glinet_x3000");
    question.of = &att();
    EXPECT_EQ(rank(question).carriers.at(0).band, 14);
    question.of = nullptr;
    question.country = catalog::find_country("US");
    EXPECT_EQ(rank(question).carriers.at(0).band, 14);
    question.country = catalog::find_country("Australia");
    EXPECT_EQ(rank(question).carriers.at(0).band, 28);
    question.country = catalog::find_country("US");
    question.hotspot = catalog::find_hotspot("netgear_mr5200");  // has 28, not 14
    const Ranking found = rank(question);
    EXPECT_THAT(found.carriers, IsEmpty());
    EXPECT_THAT(found.not_usable, ElementsAre(Field(&LeftOut::band, 14)));
}

TEST(Ranking, LeavesOtherOperatorsOutAndSaysSoWhenNothingElseIsThere) {
    RankingQuestion question;
    question.of = &att();
    question.cells = {cell(5230, 10, 11)};
    question.cells[0].operator_name = "Verizon";
    const Ranking found = rank(question);
    EXPECT_THAT(found.carriers, IsEmpty());
    EXPECT_EQ(found.why_empty, "no cell of AT&T was measured");
    EXPECT_EQ(rank({}).why_empty, "no LTE cell was measured");
}

TEST(Ranking, NamesCarriersThatCellsTellTheirPhonesOf) {
    MeasuredCell heard = cell(5110, 10, 15);
    heard.told_earfcns = {675, 66986, 5110};
    MeasuredCell other = cell(5230, 10, 20);
    other.operator_name = "Verizon";
    other.told_earfcns = {2560};
    RankingQuestion question{.cells = {heard, other}, .listened = {}};
    question.of = &att();
    const Ranking found = rank(question);
    EXPECT_THAT(found.not_measured, Contains(testing::AllOf(Field(&LeftOut::band, 2),
                                                            Field(&LeftOut::why, HasSubstr("phones of EARFCN 675")))));
    EXPECT_THAT(found.not_measured,
                Contains(testing::AllOf(Field(&LeftOut::band, 66), Field(&LeftOut::why, HasSubstr("EARFCN 66986")))));
    EXPECT_THAT(found.not_measured, Not(Contains(Field(&LeftOut::why, HasSubstr("2560"))))) << "another network's";
    EXPECT_THAT(found.not_measured, Not(Contains(Field(&LeftOut::band, 12)))) << "heard";
}

}  // namespace
}  // namespace boresight::advise
