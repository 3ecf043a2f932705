// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/scan_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/carrier_hints.h"
#include "platform/error.h"

namespace boresight::survey {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

radio::RadioLimits dongle() {
    radio::RadioLimits limits;
    limits.tuner = {{24e6, 1766e6}};
    return limits;
}

std::vector<std::string> labels(const std::vector<BandNotHeard>& bands) {
    std::vector<std::string> out;
    for (const BandNotHeard& band : bands) out.push_back(band.band->label);
    return out;
}

TEST(ScanPlan, EveryHintLiesInItsBand) {
    EXPECT_GT(catalog::carrier_hints().size(), 50U);
    for (const catalog::CarrierHint& hint : catalog::carrier_hints())
        EXPECT_TRUE(hint.band->downlink->contains(hint.frequency_hz)) << hint.earfcn;
}

TEST(ScanPlan, AnOperatorsCarriersAreThoseOfItsHintsInReach) {
    ScanQuestion question;
    question.country = catalog::find_country("US");
    question.of = catalog::find_operators("AT&T", question.country).at(0);
    const ScanPlan plan = plan_scan(question, dongle());
    EXPECT_THAT(plan.carriers_hz, Contains(739e6));
    EXPECT_THAT(plan.carriers_hz, Not(Contains(751e6)));  // Verizon's
    EXPECT_FALSE(plan.every_point);
    for (const double hz : plan.carriers_hz) EXPECT_LT(hz, 1766e6);
    for (const char* band : {"2", "4", "66", "30"}) EXPECT_THAT(labels(plan.not_heard), Contains(band));
}

TEST(ScanPlan, WithoutHintsTheWholeBandsOfTheCountryAreTaken) {
    ScanQuestion question;
    question.country = catalog::find_country("JP");
    const ScanPlan plan = plan_scan(question, dongle());
    EXPECT_TRUE(plan.carriers_hz.empty());
    EXPECT_TRUE(plan.every_point);
    EXPECT_FALSE(plan.spans.empty());
}

TEST(ScanPlan, AMicrocellsBandsAreLookedThroughForUmtsWhereTheyCanBeHeard) {
    ScanQuestion question;
    question.country = catalog::find_country("US");
    EXPECT_TRUE(plan_scan(question, dongle()).umts.empty()) << "3G is off there";
    for (const char* band : {"2", "5"})
        question.more_umts_bands.push_back(catalog::find_band(catalog::Rat::umts, band));
    const ScanPlan plan = plan_scan(question, dongle());
    ASSERT_EQ(plan.umts.size(), 1U);
    EXPECT_TRUE(plan.umts[0].contains(882.6e6));
    EXPECT_TRUE(plan.pilot_powers);
    EXPECT_TRUE(plan.lte);
    for (const BandNotHeard& missed : plan.not_heard) EXPECT_EQ(missed.band->rat, catalog::Rat::lte);
}

TEST(ScanPlan, SpansLieInReachApartFromEachOtherAndNoneIsTooWide) {
    for (const char* country : {"US", "DE", "JP", "BR"})
        for (const bool all : {false, true}) {
            ScanQuestion question;
            question.country = catalog::find_country(country);
            question.all = all;
            const ScanPlan plan = plan_scan(question, dongle());
            double end_hz = 0;
            for (const PlannedSpan& span : plan.spans) {
                EXPECT_GE(span.range.low_hz, end_hz);
                EXPECT_LE(span.range.high_hz, 1766e6);
                EXPECT_LE(span.range.high_hz - span.range.low_hz, 200e6);
                EXPECT_FALSE(span.bands.empty());
                end_hz = span.range.high_hz;
            }
        }
}

TEST(ScanPlan, ABandHalfInReachIsHeardThereAndNamed) {
    radio::RadioLimits limits;
    limits.tuner = {{24e6, 740e6}};
    ScanQuestion question;
    question.bands = {catalog::find_band(catalog::Rat::lte, 12)};
    const ScanPlan plan = plan_scan(question, limits);
    ASSERT_EQ(plan.spans.size(), 1U);
    EXPECT_EQ(plan.spans[0].range, (catalog::FrequencyRange{729e6, 740e6}));
    ASSERT_EQ(plan.not_heard.size(), 1U);
    EXPECT_TRUE(plan.not_heard[0].partly);
}

TEST(ScanPlan, ACarrierOutOfReachIsRefusedWithTheReach) {
    ScanQuestion question;
    question.earfcns = {2050};
    try {
        plan_scan(question, dongle());
        FAIL() << "planned";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("1766 MHz"));
        EXPECT_THAT(error.what(), HasSubstr("EARFCN 2050"));
    }
}

}  // namespace
}  // namespace boresight::survey
