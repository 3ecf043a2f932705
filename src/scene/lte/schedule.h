// SPDX-License-Identifier: GPL-3.0-or-later
// When a cell sends which part of its system information, and with which redundancy version: block type 1 in subframe 5
// of every even frame (TS 36.331 5.2.1.2), each message once in every frame of its window (5.2.3), where nothing of
// multicast, uplink or block type 1 is in the way; versions by TS 36.321 5.3.1. Frames are counted from the one with
// SFN 0, also backwards. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "scene/lte/cell.h"

namespace boresight::scene::lte {

constexpr int sib1 = -1;

struct Turn {
    int message = sib1;  // or one of the schedule, from 0 on
    int redundancy_version = 0;
};

// Of a cell with information; nothing where the subframe is everybody else's.
std::optional<Turn> turn_of(const Cell& cell, std::int64_t frame, int subframe);

}  // namespace boresight::scene::lte
