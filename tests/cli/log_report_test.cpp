// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/log_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "survey/carrier_names.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using survey::Operator;
using testing::HasSubstr;
using testing::Not;

app::LogRound round_with(Operator operated_by) {
    survey::ScanCell cell;
    cell.cell.pci = 357;
    cell.cell.rsrp_dbfs = -61.2;
    cell.cell.sinr_db = 12;
    cell.frequency_hz = 739e6;
    cell.carriers = survey::carrier_names(739e6, dsp::lte::Duplex::fdd);
    cell.operated_by = std::move(operated_by);
    app::LogRound round;
    round.heard.found.cells = {cell};
    return round;
}

TEST(LogReport, SaysOnceWhoseTheCellsAreAndHowSureThatIs) {
    LogLines lines{WallClock(WallClock::Zone::utc)};
    const app::LogRound round =
        round_with({.plmn = "310-410", .name = "AT&T", .known_from = Operator::KnownFrom::earlier});
    EXPECT_THAT(lines.of(round), HasSubstr("PCI 357 (5110) is AT&T, as heard before."));
    EXPECT_THAT(lines.of(round), Not(HasSubstr("AT&T")));
    EXPECT_EQ(json::parse(log_json(round, "a.db"))["cells"][0]["operator"]["known_from"], "earlier");
}

TEST(LogReport, IsSilentWhereNobodyKnows) {
    LogLines lines{WallClock(WallClock::Zone::utc)};
    EXPECT_THAT(lines.of(round_with({})), Not(HasSubstr(" is ")));
    LogLines others{WallClock(WallClock::Zone::utc)};
    EXPECT_THAT(
        others.of(round_with({.name = "AT&T", .known_from = Operator::KnownFrom::band_plan, .likely = {"AT&T"}})),
        HasSubstr("is likely AT&T"));
}

app::LogRound round_of_3g(double rscp_dbfs, bool known) {
    survey::UmtsScanCell cell;
    cell.cell.psc = 340;
    cell.cell.rscp_dbfs = rscp_dbfs;
    cell.frequency_hz = 882.6e6;
    cell.carriers = survey::umts_carrier_names(882.6e6);
    cell.microcell = known;
    app::LogRound round;
    round.heard.found.umts_cells = {cell};
    if (known) round.microcells = {{.frequency_hz = 882.6e6, .psc = 340, .known_by = advise::KnownBy::announced_power}};
    return round;
}

TEST(LogReport, NamesTheUsersMicrocellOnceAndSaysAtTheEndHowItWasHeard) {
    LogLines lines{WallClock(WallClock::Zone::utc)};
    EXPECT_EQ(lines.of_microcells(), "");
    const std::string first = lines.of(round_of_3g(-30, true));
    EXPECT_THAT(first, HasSubstr("PSC 340 at 882.6 MHz is your microcell, by the little power that it tells of."));
    EXPECT_THAT(first, HasSubstr("PSC 340, yours"));
    EXPECT_THAT(lines.of(round_of_3g(-24.5, true)), Not(HasSubstr("microcell")));
    lines.of({});
    EXPECT_EQ(lines.of_microcells(),
              "Your microcell (PSC 340 at 882.6 MHz) was heard in 2 of 3 rounds, at -30.0 to -24.5 dBFS (RSCP).\n");
    const json told = json::parse(log_json(round_of_3g(-30, true), "a.db"));
    EXPECT_EQ(told["microcells"][0]["known_by"], "announced_power");
    EXPECT_EQ(told["cells"][0]["microcell"], true);
}

TEST(LogReport, AMicrocellThatIsKnownLaterIsNamedThen) {
    LogLines lines{WallClock(WallClock::Zone::utc)};
    EXPECT_THAT(lines.of(round_of_3g(-30, false)), Not(HasSubstr("yours")));
    EXPECT_THAT(lines.of(round_of_3g(-30, true)), HasSubstr("is your microcell"));
}

}  // namespace
}  // namespace boresight::cli
