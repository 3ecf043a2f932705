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

}  // namespace
}  // namespace boresight::cli
