// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_umts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/error.h"
#include "survey/carrier_names.h"

namespace boresight::cli {
namespace {

using testing::Contains;
using testing::HasSubstr;

constexpr double home_hz = 882.6e6, tower_hz = 887.6e6, lte_hz = 739e6;

survey::UmtsScanCell umts(double frequency_hz, int psc) {
    survey::UmtsScanCell cell;
    cell.frequency_hz = frequency_hz;
    cell.carriers = survey::umts_carrier_names(frequency_hz);
    cell.cell.psc = psc;
    return cell;
}

survey::ScanResult heard(std::vector<survey::UmtsScanCell> cells, bool lte) {
    survey::ScanResult result;
    result.umts_cells = std::move(cells);
    if (lte) {
        survey::ScanCell cell;
        cell.frequency_hz = lte_hz;
        result.cells = {cell};
    }
    return result;
}

app::AimFor with_microcell() {
    app::AimFor who;
    who.own.unit = catalog::find_microcell("att_microcell");
    who.own.cell.psc = 340;
    return who;
}

LiveAimWords typed(const std::string& rat, std::vector<std::string> uarfcns = {}) {
    LiveAimWords words;
    words.rat = rat;
    words.uarfcns = std::move(uarfcns);
    return words;
}

TEST(AimUmts, WhereNoLteWasHeardTheTowersOf3GAreAimedForAndThatIsSaid) {
    const auto found =
        umts_to_sweep(typed(""), with_microcell(), heard({umts(home_hz, 340), umts(tower_hz, 171)}, false));
    ASSERT_EQ(found.carriers.size(), 2U);
    for (const survey::SweepCarrier& carrier : found.carriers)
        EXPECT_EQ(carrier.usable, carrier.frequency_hz == tower_hz);
    EXPECT_THAT(found.why, Contains(HasSubstr("No LTE was heard")));
}

TEST(AimUmts, IsRefusedWhereOnlyTheMicrocellWouldBeLeftToAimFor) {
    const survey::ScanResult only_home = heard({umts(home_hz, 340)}, false);
    for (const char* rat : {"", "umts"}) EXPECT_THROW(umts_to_sweep(typed(rat), with_microcell(), only_home), Error);
    EXPECT_EQ(umts_to_sweep(typed("umts", {"4413"}), with_microcell(), only_home).carriers.size(), 1U)
        << "who names it means it";
    EXPECT_EQ(umts_to_sweep(typed(""), with_microcell(), heard({umts(home_hz, 340)}, true)).carriers.size(), 1U)
        << "beside LTE it is listened to";
}

TEST(AimUmts, ItsScanLooksThroughTheMicrocellsBandsUnlessItsChannelIsKnown) {
    survey::ScanQuestion question;
    ask_for_umts(typed(""), with_microcell(), question);
    EXPECT_EQ(question.more_umts_bands.size(), 2U);
    EXPECT_TRUE(question.lte);
    app::AimFor named = with_microcell();
    named.own.cell.uarfcn = 4413;
    survey::ScanQuestion short_one;
    ask_for_umts(typed(""), named, short_one);
    EXPECT_TRUE(short_one.more_umts_bands.empty());
    const auto found = umts_to_sweep(typed(""), named, heard({}, true));
    ASSERT_EQ(found.carriers.size(), 1U);
    EXPECT_EQ(found.carriers[0].frequency_hz, home_hz);
    EXPECT_FALSE(found.carriers[0].usable);
    survey::ScanQuestion alone, without;
    ask_for_umts(typed("umts"), {}, alone);
    ask_for_umts(typed("lte"), with_microcell(), without);
    EXPECT_FALSE(alone.lte);
    EXPECT_FALSE(without.umts);
    EXPECT_TRUE(without.more_umts_bands.empty());
}

}  // namespace
}  // namespace boresight::cli
