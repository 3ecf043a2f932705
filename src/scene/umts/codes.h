// SPDX-License-Identifier: GPL-3.0-or-later
// The codes of a UMTS FDD downlink, TS 25.213: scrambling (5.2.2), spreading (4.3.1.1), synchronization (5.2.3).
#pragma once

#include <array>
#include <bit>
#include <complex>
#include <cstdint>
#include <vector>

namespace boresight::scene::umts {

constexpr double chips_per_s = 3.84e6;
constexpr int chips_per_slot = 2560;
constexpr int slots_per_frame = 15;
constexpr int chips_per_frame = chips_per_slot * slots_per_frame;
constexpr int sync_chips = 256;  // of a slot, from its first on

using SyncSigns = std::array<int, sync_chips>;

// The primary scrambling code psc 0..511, a frame of +-1 +-j.
std::vector<std::complex<float>> scrambling_code(int psc);

// Of the code `number` 0..factor - 1 of a spreading factor, a power of two.
int spreading_sign(int factor, int number, int chip);

// Without their factor 1 + j.
SyncSigns primary_sync();
SyncSigns secondary_sync(int number);  // 1..16

// Which of them the code group of a cell sends in a slot 0..14.
int secondary_sync_number(int psc, int slot);

}  // namespace boresight::scene::umts
