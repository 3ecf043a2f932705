// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/frame.h"

#include <array>
#include <string_view>

namespace boresight::scene::lte {
namespace {

// TS 36.211 table 4.2-2
constexpr std::array<std::string_view, 7> uses{"DSUUUDSUUU", "DSUUDDSUUD", "DSUDDDSUDD", "DSUUUDDDDD",
                                               "DSUUDDDDDD", "DSUDDDDDDD", "DSUUUDSUUD"};
// Table 4.2-1, DwPTS in symbols.
constexpr std::array normal_pilot{3, 9, 10, 11, 12, 3, 9, 10, 11};
constexpr std::array extended_pilot{3, 8, 9, 10, 3, 8, 9};
constexpr std::size_t normal_long_uplink = 5;  // from here on UpPTS has two symbols
constexpr std::size_t extended_long_uplink = 4;

}  // namespace

std::int64_t useful_start(Prefix prefix, std::int64_t symbol) {
    const int per_slot = symbols_per_slot(prefix);
    std::int64_t slot = symbol / per_slot;
    std::int64_t in_slot = symbol % per_slot;
    if (in_slot < 0) {
        in_slot += per_slot;
        --slot;
    }
    const std::int64_t first = prefix == Prefix::normal ? 160 : 512, others = prefix == Prefix::normal ? 144 : 512;
    return slot * units_per_slot + first + in_slot * (useful_units + others);
}

std::int64_t prefix_start(Prefix prefix, std::int64_t symbol) {
    if (prefix == Prefix::extended) return useful_start(prefix, symbol) - 512;
    return useful_start(prefix, symbol) - (symbol % symbols_per_slot(prefix) == 0 ? 160 : 144);
}

Use use_of(const Cell& cell, int subframe) {
    if (!cell.tdd) return Use::downlink;
    const char use = uses[static_cast<std::size_t>(cell.tdd->config)][static_cast<std::size_t>(subframe)];
    return use == 'D' ? Use::downlink : use == 'S' ? Use::special : Use::uplink;
}

int downlink_symbols(const Cell& cell, int subframe) {
    const Use use = use_of(cell, subframe);
    if (use == Use::uplink) return 0;
    if (use == Use::downlink) return symbols_per_subframe(cell);
    const auto special = static_cast<std::size_t>(cell.tdd->special);
    return cell.prefix == Prefix::normal ? normal_pilot[special] : extended_pilot[special];
}

int uplink_symbols(const Cell& cell, int subframe) {
    const Use use = use_of(cell, subframe);
    if (use == Use::uplink) return symbols_per_subframe(cell);
    if (use == Use::downlink) return 0;
    const auto first_long = cell.prefix == Prefix::normal ? normal_long_uplink : extended_long_uplink;
    return static_cast<std::size_t>(cell.tdd->special) >= first_long ? 2 : 1;
}

// TS 36.331 6.3.7, MBSFN-SubframeConfig: the first bit is that of the first subframe that may be one.
bool is_mbsfn(const Cell& cell, std::int64_t frame, int subframe) {
    const std::string_view may = cell.tdd ? "34789" : "123678";
    const auto bit = may.find(static_cast<char>('0' + subframe));
    if (bit == std::string_view::npos || use_of(cell, subframe) != Use::downlink) return false;
    for (const Mbsfn& mbsfn : cell.mbsfn) {
        const std::int64_t in_period = (frame - mbsfn.offset_frames) & (mbsfn.period_frames - 1);
        if (in_period < static_cast<std::int64_t>(mbsfn.subframes.size()) &&
            mbsfn.subframes[static_cast<std::size_t>(in_period)][bit] == '1')
            return true;
    }
    return false;
}

int primary_symbol(const Cell& cell, int subframe) {
    if (cell.tdd) return subframe == 1 || subframe == 6 ? 2 : -1;
    return subframe % 5 == 0 ? symbols_per_slot(cell.prefix) - 1 : -1;
}

int secondary_symbol(const Cell& cell, int subframe) {
    if (subframe % 5 != 0) return -1;
    return cell.tdd ? symbols_per_subframe(cell) - 1 : symbols_per_slot(cell.prefix) - 2;
}

int first_broadcast_symbol(const Cell& cell) {
    return symbols_per_slot(cell.prefix);
}

int first_reference(const Cell& cell, int port, int symbol) {
    const int per_slot = symbols_per_slot(cell.prefix);
    const int slot = symbol / per_slot;
    const int in_slot = symbol % per_slot;
    int shift = 0;
    if (port < 2) {
        if (in_slot != 0 && in_slot != per_slot - 3) return -1;
        shift = (in_slot != 0) == (port == 0) ? 3 : 0;
    } else {
        if (in_slot != 1) return -1;
        shift = (port == 3 ? 3 : 0) + 3 * slot;
    }
    return (shift + cell.pci) % 6;
}

bool has_references(const Cell& cell, int symbol, int ports) {
    return first_reference(cell, 0, symbol) >= 0 || (ports == 4 && first_reference(cell, 2, symbol) >= 0);
}

}  // namespace boresight::scene::lte
