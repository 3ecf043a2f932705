// SPDX-License-Identifier: GPL-3.0-or-later
// What the scene's cells say of themselves, read by the receiver's own decoder: two makers, one standard.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "dsp/umts/si_assembler.h"
#include "dsp/umts/si_block.h"
#include "dsp/umts/system_info.h"
#include "scene/scene_file.h"
#include "scene/umts/bch.h"

namespace boresight::scene::umts {
namespace {

constexpr int longest_period_frames = 64;

dsp::umts::SystemInfo heard(const Cell& cell) {
    dsp::umts::SiAssembler assembler;
    dsp::umts::SystemInfo info;
    for (int sfn = 0; sfn < longest_period_frames; sfn += 2) {
        const Bits block = bch_block(cell, sfn);
        dsp::umts::BchBits bits{};
        std::copy(block.begin(), block.end(), bits.begin());
        for (const dsp::umts::Sib& sib : assembler.add(sfn, dsp::umts::si_segments(bits))) {
            if (sib.type == dsp::umts::sib_type::mib) info.mib = dsp::umts::read_mib(sib.bits);
            if (sib.type == dsp::umts::sib_type::sib1) info.sib1 = dsp::umts::read_sib1(sib.bits);
            if (sib.type == dsp::umts::sib_type::sib3) info.sib3 = dsp::umts::read_sib3(sib.bits);
            if (sib.type == dsp::umts::sib_type::sib5) info.sib5 = dsp::umts::read_sib5(sib.bits);
            if (sib.type == dsp::umts::sib_type::sib11) info.sib11 = dsp::umts::read_sib11(sib.bits);
        }
    }
    return info;
}

void expect_read(const Cell& cell) {
    const dsp::umts::SystemInfo info = heard(cell);
    ASSERT_TRUE(info.mib && info.sib1 && info.sib3 && info.sib5);
    EXPECT_EQ(info.mib->plmn, cell.plmn);
    EXPECT_EQ(info.sib1->lac, cell.lac);
    EXPECT_EQ(static_cast<int>(info.sib3->cell_id), cell.cell_id);
    EXPECT_FALSE(info.sib3->barred);
    EXPECT_EQ(info.sib5->cpich_tx_power_dbm, cell.cpich_dbm);
    ASSERT_EQ(info.sib11.has_value(), !cell.neighbor_pscs.empty() || !cell.far_neighbors.empty());
    if (!info.sib11) return;
    EXPECT_EQ(info.sib11->intra_psc, cell.neighbor_pscs);
    ASSERT_EQ(info.sib11->inter.size(), cell.far_neighbors.size());
    for (std::size_t i = 0; i < cell.far_neighbors.size(); ++i) {
        EXPECT_EQ(info.sib11->inter[i].uarfcn, cell.far_neighbors[i].uarfcn) << i;
        EXPECT_EQ(info.sib11->inter[i].psc, cell.far_neighbors[i].psc) << i;
    }
}

TEST(UmtsBroadcastReader, ReadsWhatEveryCellOfTheTreeFarmSays) {
    const World world = load_scene("tree-farm");
    expect_read(world.microcells.at(0).cell);
    for (const Tower& tower : world.towers)
        for (const Sector& sector : tower.sectors)
            for (const UmtsCarrier& carrier : sector.umts_carriers) expect_read(carrier.cell);
}

TEST(UmtsBroadcastReader, ReadsPowersAndListsOfNeighborsToTheirEnds) {
    for (const int cpich_dbm : {lowest_announced_dbm, 0, highest_announced_dbm}) {
        Cell cell{.plmn = "208-10", .lac = 65535, .cell_id = 268435455, .cpich_dbm = cpich_dbm};
        for (int i = 0; i < most_neighbors; ++i) {
            cell.neighbor_pscs.push_back(16 * i);
            cell.far_neighbors.push_back({.uarfcn = 10562 + 25 * (i / 5), .psc = 511 - i});
            expect_read(cell);
        }
    }
}

}  // namespace
}  // namespace boresight::scene::umts
