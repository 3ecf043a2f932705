// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/sweep_carriers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "survey/carrier_names.h"

namespace boresight::survey {
namespace {

using testing::ElementsAre;

// Usual carriers in the United States: T-Mobile's, AT&T's and Verizon's, and one where nobody is known to send.
constexpr double t_mobile_hz = 731.5e6, at_t_hz = 739e6, verizon_hz = 751e6, nobodys_hz = 872.3e6;

ScanCell heard(double frequency_hz, int pci, std::optional<std::string> operator_name = {}) {
    ScanCell cell;
    cell.frequency_hz = frequency_hz;
    cell.carriers = carrier_names(frequency_hz, dsp::lte::Duplex::fdd);
    cell.cell.pci = pci;
    cell.cell.mib = dsp::lte::Mib{.n_rb_dl = 50, .ports = 2};
    cell.operated_by.name = std::move(operator_name);
    return cell;
}

std::vector<double> swept(const std::vector<ScanCell>& cells, const std::string& operator_name) {
    std::vector<double> frequencies_hz;
    for (const SweepCarrier& carrier :
         choose_carriers(cells, {.operator_name = operator_name, .frequency_hz = {}}).swept)
        frequencies_hz.push_back(carrier.frequency_hz);
    return frequencies_hz;
}

TEST(SweepCarriers, AreThoseOfTheOperatorByWhatCellsSaidOrByWhatIsUsual) {
    const std::vector<ScanCell> cells{heard(t_mobile_hz, 46), heard(at_t_hz, 357), heard(verizon_hz, 310),
                                      heard(nobodys_hz, 7)};
    EXPECT_THAT(swept(cells, ""), ElementsAre(t_mobile_hz, at_t_hz, verizon_hz, nobodys_hz));
    EXPECT_THAT(swept(cells, "AT&T"), ElementsAre(at_t_hz, nobodys_hz));
    EXPECT_THAT(swept(cells, "verizon"), ElementsAre(verizon_hz, nobodys_hz));
}

TEST(SweepCarriers, OfUmtsAreSweptAsWellAndAimedForWhereThereIsNoLte) {
    const SweepCarrier home = umts_carrier(4413).value();
    EXPECT_EQ(home.frequency_hz, 882.6e6);
    EXPECT_FALSE(umts_carrier(9000));
    const CarrierChoice both =
        choose_carriers(std::vector{heard(at_t_hz, 357)}, {.operator_name = "", .frequency_hz = {}, .umts = {home}});
    ASSERT_EQ(both.swept.size(), 2U);
    EXPECT_TRUE(both.swept[0].usable);
    EXPECT_EQ(both.swept[1].rat, catalog::Rat::umts);
    EXPECT_FALSE(both.swept[1].usable);
    const CarrierChoice alone = choose_carriers({}, {.operator_name = "", .frequency_hz = {}, .umts = {home}});
    ASSERT_EQ(alone.swept.size(), 1U);
    EXPECT_TRUE(alone.swept[0].usable);
}

TEST(SweepCarriers, OfUmtsThatIsNeverAimedForStaysSo) {
    SweepCarrier home = umts_carrier(4413).value();
    home.usable = false;
    const CarrierChoice alone =
        choose_carriers({}, {.operator_name = "", .frequency_hz = {}, .umts = {home, umts_carrier(4438).value()}});
    ASSERT_EQ(alone.swept.size(), 2U);
    EXPECT_FALSE(alone.swept[0].usable);
    EXPECT_TRUE(alone.swept[1].usable);
}

TEST(SweepCarriers, OfUmtsAreThoseThatAScanHeardTheLoudestFirstWithTheirCells) {
    std::vector<UmtsScanCell> cells(4);
    const double first_hz = 882.6e6, second_hz = 887.6e6;
    const double rscps_dbfs[] = {-50, -30, -60, -20};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i].frequency_hz = i == 1 ? second_hz : first_hz;
        cells[i].cell.psc = static_cast<int>(i);
        cells[i].cell.rscp_dbfs = rscps_dbfs[i];
    }
    cells[2].operated_by.name = "AT&T";
    cells[3].operated_by.name = "T-Mobile";
    const std::vector<SweepCarrier> found = heard_umts_carriers(cells, "AT&T");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].frequency_hz, second_hz);
    EXPECT_EQ(found[1].rsrp_dbfs, -50);
    EXPECT_EQ(found[1].operator_name, "AT&T");
    ASSERT_EQ(found[1].cells.size(), 2U) << "T-Mobile's isn't among them";
    EXPECT_EQ(found[1].cells[1].pci, 2);
    EXPECT_EQ(found[1].cells[1].rat, catalog::Rat::umts);
}

TEST(SweepCarriers, WhatACellSaidOfItselfGoesBeforeWhatIsUsual) {
    EXPECT_THAT(swept({heard(verizon_hz, 310, "AT&T"), heard(at_t_hz, 357, "FirstNet")}, "AT&T"),
                ElementsAre(verizon_hz));
}

TEST(SweepCarriers, OfAnOperatorWhoseCarriersNobodyKnowsAnyCarrierMayBeIts) {
    EXPECT_THAT(swept({heard(at_t_hz, 357), heard(verizon_hz, 310)}, "Proximus"), ElementsAre(at_t_hz, verizon_hz));
}

TEST(SweepCarriers, BeyondTheMostTheStrongestAreSweptAndTheRestIsNamed) {
    std::vector<ScanCell> cells{heard(at_t_hz, 1), heard(verizon_hz, 2), heard(t_mobile_hz, 3)};
    cells[0].cell.rsrp_dbfs = -60;
    cells[1].cell.rsrp_dbfs = -50;
    cells[2].cell.rsrp_dbfs = -70;
    const CarrierChoice choice = choose_carriers(cells, {.operator_name = "", .frequency_hz = {}, .most = 2});
    ASSERT_EQ(choice.swept.size(), 2U);
    ASSERT_EQ(choice.left_out.size(), 1U);
    EXPECT_EQ(choice.swept[0].frequency_hz, at_t_hz);
    EXPECT_EQ(choice.swept[1].frequency_hz, verizon_hz);
    EXPECT_EQ(choice.left_out[0].frequency_hz, t_mobile_hz);
}

}  // namespace
}  // namespace boresight::survey
