// SPDX-License-Identifier: GPL-3.0-or-later
// How a cell's frame is cut: slots and symbols of either cyclic prefix (TS 36.211 6.12), what a subframe is for in
// either duplex (4.1, 4.2, Release 8) and where its synchronization signals and references lie. Subframes are counted
// 0..9, symbols of a subframe 0..13, or 0..11 with the extended prefix; times in units of 1 / 30.72 MHz. Pure.
#pragma once

#include <cstdint>

#include "scene/lte/cell.h"

namespace boresight::scene::lte {

constexpr int most_symbols = 14;  // of a subframe
constexpr long double unit_hz = 30.72e6L;
constexpr std::int64_t units_per_slot = 15360;
constexpr std::int64_t useful_units = 2048;

constexpr int symbols_per_slot(Prefix prefix) {
    return prefix == Prefix::normal ? 7 : 6;
}
inline int symbols_per_subframe(const Cell& cell) {
    return 2 * symbols_per_slot(cell.prefix);
}

// Symbols are numbered from the one that begins at 0, also backwards.
std::int64_t prefix_start(Prefix prefix, std::int64_t symbol);
std::int64_t useful_start(Prefix prefix, std::int64_t symbol);

enum class Use { downlink, special, uplink };
Use use_of(const Cell& cell, int subframe);

// Symbols at a subframe's beginning in which the cell sends, and at its end in which others may send to it.
int downlink_symbols(const Cell& cell, int subframe);
int uplink_symbols(const Cell& cell, int subframe);

// Whether the frame's subframe is one for multicast: its references end with the control region.
bool is_mbsfn(const Cell& cell, std::int64_t frame, int subframe);

// The symbol of this subframe, -1 where it has none.
int primary_symbol(const Cell& cell, int subframe);
int secondary_symbol(const Cell& cell, int subframe);
int first_broadcast_symbol(const Cell& cell);

// The first subcarrier, 0..5, with a reference of `port` in this symbol; every sixth follows. -1: the symbol has none.
// TS 36.211 6.10.1.2; for subframes of which the whole is sent.
int first_reference(const Cell& cell, int port, int symbol);

// Whether the symbol is one with references of any port, were there two of them, or four.
bool has_references(const Cell& cell, int symbol, int ports);

}  // namespace boresight::scene::lte
