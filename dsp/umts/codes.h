// SPDX-License-Identifier: GPL-3.0-or-later
// The codes of a UMTS FDD cell, TS 25.213: scrambling (5.2.2), primary and secondary synchronization (5.2.3), and what
// TS 25.211 says of frames. A chip is +1 or -1 in each part; the synchronization codes lack their common factor 1 + j.
// `psc` is the number of a primary scrambling code, 0 to 511; its code number n of the standard is 16 psc. Nothing
// fails; safe in any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "dsp/core/fft.h"

namespace boresight::dsp::umts {

constexpr double chip_rate_hz = 3.84e6;
constexpr std::size_t slot_chips = 2560;
constexpr std::size_t slots_per_frame = 15;
constexpr std::size_t frame_chips = slots_per_frame * slot_chips;  // 10 ms
constexpr std::size_t sync_chips = 256;                            // at the beginning of every slot
constexpr std::size_t pilot_chips = 256;                           // of one CPICH symbol: C_ch,256,0

constexpr int psc_count = 512;
constexpr int code_groups = 64;
constexpr int codes_per_group = 8;
constexpr int secondary_codes = 16;

constexpr int code_group(int psc) {
    return psc / codes_per_group;
}

using SyncCode = std::array<float, sync_chips>;

// C_psc. 5.2.3.1
const SyncCode& primary_sync_code();

// C_ssc,k, k from 1 to 16. 5.2.3.1
SyncCode secondary_sync_code(int k);

// The k that a group sends in a slot. 5.2.3.2 Table 4
int secondary_code_number(int group, int slot);

// S_dl,n for n = 16 psc: frame_chips values, restarted at every frame. 5.2.2
IqBuffer scrambling_code(int psc);

}  // namespace boresight::dsp::umts
