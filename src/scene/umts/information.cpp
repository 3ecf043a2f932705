// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/umts/information.h"

#include <bit>

namespace boresight::scene::umts {
namespace {

constexpr int usual_period_frames = 16;
constexpr int long_period_frames = 32;

Bits information_1(const Cell& cell) {
    Bits bits;
    append(bits, 0, 3);  // no timers, no extension
    append(bits, 1, 3);  // two octets
    append_number(bits, cell.lac, 0, 16);
    append(bits, 1, 2);     // two domains
    append(bits, 0b00, 2);  // circuits, GSM-MAP
    append(bits, 1, 3);
    append(bits, 0x0A01, 16);  // registration every hour, attach and detach
    append(bits, 0, 2);
    append(bits, 0b10, 2);  // packets, GSM-MAP
    append(bits, 1, 3);
    append(bits, 0x0101, 16);  // routing area 1
    append(bits, 0, 2);
    return bits;
}

Bits information_3(const Cell& cell) {
    Bits bits;
    append(bits, 0, 2);  // no extension, no block 4
    append_number(bits, cell.cell_id, 0, 28);
    append(bits, 0b00, 2);    // no mapping, no hierarchy
    append(bits, 0b000, 3);   // quality by Ec/N0 without a second hysteresis, FDD
    append(bits, 0b0000, 4);  // no search limits
    append_number(bits, -18, -24, 5);
    append_number(bits, -58, -58, 6);  // -115 dBm
    append(bits, 2, 5);
    append(bits, 1, 5);
    append_number(bits, 24, -50, 7);  // dBm
    append(bits, 0b0111, 4);          // no classes barred, the cell neither barred nor reserved
    return bits;
}

// CellInfoSI-ECN0: a code without offsets, levels and transmit diversity.
void append_neighbor(Bits& bits, int psc) {
    append(bits, 0b000, 3);
    append(bits, 0, 1);  // FDD
    append(bits, 0b10, 2);
    append_number(bits, psc, 0, 9);
    append(bits, 0b00, 2);  // its SFN needn't be read
}

// FrequencyInfo: the downlink alone.
void append_carrier(Bits& bits, int uarfcn) {
    append(bits, 0, 1);  // FDD
    append(bits, 0, 1);
    append_number(bits, uarfcn, 0, 14);
}

}  // namespace

Bits information_11(const std::vector<int>& neighbor_pscs, const std::vector<FarNeighbor>& far_neighbors) {
    Bits bits;
    append(bits, 0, 2);  // no occasions to measure, no extension
    append(bits, 0, 1);  // no block 12
    append(bits, 0, 2);  // no traffic volumes, nothing of the phone itself
    append(bits, 0, 1);  // no hierarchy
    append(bits, 0, 1);  // no other systems
    append(bits, 1, 1);  // quality by Ec/N0
    append(bits, !neighbor_pscs.empty(), 1);
    append(bits, !far_neighbors.empty(), 1);
    if (!neighbor_pscs.empty()) {
        append(bits, 0b010000, 6);  // the list alone
        append(bits, 0, 1);         // none is removed
        append_number(bits, static_cast<int>(neighbor_pscs.size()), 1, 5);
        for (const int psc : neighbor_pscs) {
            append(bits, 0, 1);  // numbered by its place
            append_neighbor(bits, psc);
        }
    }
    if (!far_neighbors.empty()) {
        append(bits, 1, 1);
        append(bits, 0b01, 2);  // none is removed
        append_number(bits, static_cast<int>(far_neighbors.size()), 1, 5);
        int uarfcn = -1;
        for (const FarNeighbor& far : far_neighbors) {
            append(bits, 0, 1);
            append(bits, far.uarfcn != uarfcn, 1);  // else that of the one before
            if (far.uarfcn != uarfcn) append_carrier(bits, far.uarfcn);
            append_neighbor(bits, far.psc);
            uarfcn = far.uarfcn;
        }
    }
    return bits;
}

// Blocks 1 and 3 twice as often as the others; the master block has every eighth frame.
std::vector<InformationBlock> information_blocks(const Cell& cell) {
    std::vector<InformationBlock> blocks{
        {.type = 1, .period_frames = usual_period_frames, .sfns = {2}, .content = information_1(cell)},
        {.type = 3, .period_frames = usual_period_frames, .sfns = {4}, .content = information_3(cell)},
        {.type = 5,
         .period_frames = long_period_frames,
         .sfns = {6, 10, 12},
         .content = information_5(cell.cpich_dbm)}};
    if (cell.neighbor_pscs.empty() && cell.far_neighbors.empty()) return blocks;
    InformationBlock last{.type = 11,
                          .period_frames = 2 * long_period_frames,
                          .sfns = {14, 22, 26, 28, 30, 46, 54, 58},
                          .content = information_11(cell.neighbor_pscs, cell.far_neighbors)};
    last.sfns.resize((last.content.size() + segment_length - 1) / segment_length);
    blocks.push_back(std::move(last));
    return blocks;
}

Bits scheduling(const InformationBlock& block) {
    const int segments = static_cast<int>(block.sfns.size());
    const int halves = std::countr_zero(static_cast<unsigned>(block.period_frames)) - 1;
    bool usual = true;  // the next two frames have the next segment
    for (std::size_t i = 1; i < block.sfns.size(); ++i) usual = usual && block.sfns[i] == block.sfns[i - 1] + 2;
    Bits bits;
    append_number(bits, block.type, 1, 5);
    append_number(bits, block.value_tag, 1, block.type == 1 ? 8 : 2);
    append(bits, segments > 1, 1);
    append(bits, !usual, 1);
    if (segments > 1) append_number(bits, segments, 1, 4);
    append_number(bits, halves, 1, 4);  // of repetitions 4, 8, 16, ...
    append_number(bits, block.sfns.front() / 2, 0, halves);
    if (!usual) {
        append_number(bits, segments - 1, 1, 4);
        for (std::size_t i = 1; i < block.sfns.size(); ++i)
            append_number(bits, (block.sfns[i] - block.sfns[i - 1]) / 2, 1, 4);
    }
    return bits;
}

Bits master_information(const Cell& cell, const std::vector<InformationBlock>& blocks) {
    Bits bits;
    append(bits, 0, 1);  // no extension
    append(bits, 0, 3);  // value tag 1
    append(bits, 0, 2);  // GSM-MAP
    for (const std::size_t i : {0U, 1U, 2U}) append_number(bits, cell.plmn[i], '0', 4);
    append(bits, cell.plmn.size() == 7, 1);
    for (std::size_t i = 4; i < cell.plmn.size(); ++i) append_number(bits, cell.plmn[i], '0', 4);
    append_number(bits, static_cast<int>(blocks.size()), 1, 5);
    for (const InformationBlock& block : blocks) {
        const Bits entry = scheduling(block);
        bits.insert(bits.end(), entry.begin(), entry.end());
    }
    return bits;
}

}  // namespace boresight::scene::umts
