// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of system information from other software and from cells on the air.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "catalog/carriers.h"
#include "dsp/lte/receiver.h"
#include "radio/sigmf.h"
#include "tests/recordings.h"

namespace boresight::dsp::lte {
namespace {

using nlohmann::json;

std::vector<Cell> cells_of(const std::string& name) {
    const auto file = tests::shared_folder() / "captures" / name;
    const radio::Block block = radio::SigmfReader(file.string()).whole();
    Receiver receiver(block.sample_rate_hz);
    return receiver.search(block.samples, {.low_hz = -60e3, .high_hz = 60e3}).cells;
}

std::string hex(const std::vector<std::uint8_t>& bytes) {
    return fmt::format("{:02x}", fmt::join(bytes, ""));
}

TEST(SiMessages, AreReadBitForBitFromABaseStationOfOthers) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto truth = json::parse(
        std::ifstream(tests::shared_folder() / "captures" / "lte_peer" / "lte_enb_n6_p1_pci274.truth.json"));
    std::string sent;
    for (const auto& message : truth.at("si_messages"))
        if (message.at("subframe") == 9) sent = message.at("hex");
    ASSERT_FALSE(sent.empty());
    const auto cells = cells_of("lte_peer/lte_enb_n6_p1_pci274");
    ASSERT_EQ(cells.size(), 1U);
    ASSERT_TRUE(cells[0].system_info);
    ASSERT_EQ(cells[0].system_info->si_blocks.size(), 1U);
    EXPECT_EQ(hex(cells[0].system_info->si_blocks[0]), sent);
    // The uplink that band 3 pairs with EARFCN 1300, and the width of the cell.
    ASSERT_TRUE(cells[0].system_info->sib2);
    EXPECT_EQ(cells[0].system_info->sib2->ul_earfcn, 19300);
    EXPECT_EQ(cells[0].system_info->sib2->ul_n_rb, 6);
}

// Nobody wrote down what these say, but what they say must fit what is known of the carriers they are on.
struct OnAir {
    const char* name;
    int pci;
    std::int64_t earfcn;          // as the recording's folder says
    std::vector<int> neighbours;  // EARFCNs; those of the operator's other carriers in the folder or in its own plan
};

TEST(SiMessages, OfCellsOnTheAirFitTheirCarriers) {
    BORESIGHT_NEEDS_RECORDINGS();
    const std::vector<OnAir> expected{{"lte_real/fdd_b20_796.0M_hackrf_19.2M", 360, 6200, {}},
                                      {"lte_real/fdd_b3_1815.3M_hackrf_19.2M", 301, 1303, {}},
                                      {"lte_real/fdd_b3_1815.3M_hackrf_19.2M", 196, 1303, {6300}},
                                      {"lte_real/fdd_b3_1852.5M_hackrf_6.4M", 271, 1675, {1650}}};
    for (const OnAir& one : expected) {
        const auto cells = cells_of(one.name);
        const auto cell =
            std::find_if(cells.begin(), cells.end(), [&](const Cell& heard) { return heard.pci == one.pci; });
        ASSERT_NE(cell, cells.end()) << one.name;
        ASSERT_TRUE(cell->system_info && cell->system_info->sib2) << one.name << ' ' << one.pci;
        const Sib2& sib2 = *cell->system_info->sib2;
        std::cout << one.name << " PCI " << one.pci << ": " << sib2.reference_signal_power_dbm << " dBm, uplink "
                  << sib2.ul_earfcn.value_or(-1) << '\n';
        // 5 to 60 W a port over the whole width.
        const double port_dbm = sib2.reference_signal_power_dbm + 10 * std::log10(12.0 * cell->mib->n_rb_dl);
        EXPECT_GT(port_dbm, 37) << one.name;
        EXPECT_LT(port_dbm, 48) << one.name;
        EXPECT_EQ(sib2.ul_n_rb.value_or(cell->mib->n_rb_dl), cell->mib->n_rb_dl) << one.name;
        EXPECT_EQ(sib2.ul_earfcn.value_or(one.earfcn + 18000), one.earfcn + 18000) << one.name;
        std::vector<int> neighbours;
        if (cell->system_info->sib5)
            for (const NeighbourCarrier& carrier : *cell->system_info->sib5) {
                neighbours.push_back(carrier.earfcn);
                EXPECT_FALSE(
                    catalog::carriers_of_channel(catalog::Rat::lte, catalog::Direction::downlink, carrier.earfcn)
                        .empty())
                    << one.name;
            }
        EXPECT_EQ(neighbours, one.neighbours) << one.name;
    }
}

}  // namespace
}  // namespace boresight::dsp::lte
