// SPDX-License-Identifier: GPL-3.0-or-later
// System information beyond block type 1, TS 36.331 6.2.2 and 6.3.1 in unaligned PER: how strong a cell sends and where
// its uplink is (SIB2), on which other carriers of LTE its neighbours send (SIB5). A message holds several blocks;
// those that stand before a wanted one are passed over by their structure (SIB3, 4, 6, 7, 9), what comes after another
// kind (SIB8, 10, 11) isn't read. Layout, first bit first: 0 (c1), 0 (a message), 0 (Release 8), extensions, number of
// blocks 5, then of each: 0, kind less 2 in 4 bits, its fields; or 1, 0, kind less 12 in 6 bits, its length, its
// octets. What is shorter than it says, or out of range, is no message. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace boresight::dsp::lte {

// Who may call while a cell is congested: this share of the phones, and after how long those that may not try again.
struct AccessBarring {
    int allowed_percent = 0;  // 0 to 95
    int wait_s = 0;           // 4 to 512, in the mean
};

// Frames whose subframes are not for ordinary phones, and carry reference signals in their control region only.
struct MbsfnSubframes {
    int period_frames = 1;        // 1 to 32
    int offset_frames = 0;        // 0 to 7
    int frames = 1;               // 1 or 4, one after the other
    std::uint32_t subframes = 0;  // six bits a frame, the first sent is the highest: FDD 1 2 3 6 7 8, TDD 3 4 7 8 9 -
};

struct Sib2 {
    int reference_signal_power_dbm = 0;  // of a resource element, as sent: -60 to 50
    int p_b = 0;                         // 0 to 3, the index of TS 36.213 table 5.2-1
    std::optional<int> ul_earfcn{};      // as said; otherwise the uplink of the band's own spacing
    std::optional<int> ul_n_rb{};        // as said; otherwise as wide as the downlink
    bool emergency_barred = false;
    std::optional<AccessBarring> signalling_barring{}, data_barring{};
    std::vector<MbsfnSubframes> mbsfn{};
};

// Another carrier of LTE that phones of this cell are told to listen to.
struct NeighbourCarrier {
    int earfcn = 0;                                   // 0 to 262143
    int n_rb = 0;                                     // how wide phones may measure: 6 to 100
    std::optional<int> priority{};                    // 0 to 7, 7 goes first
    int q_rxlevmin_dbm = 0;                           // twice the element's value
    std::optional<int> p_max_dbm{};                   // of a phone there
    int threshold_high_db = 0, threshold_low_db = 0;  // over q_rxlevmin
    int q_offset_db = 0;
};

struct SiMessage {
    std::vector<int> sibs;  // kinds of the blocks in it, as far as they were read or passed over
    std::optional<Sib2> sib2;
    std::optional<std::vector<NeighbourCarrier>> sib5;
};

// The transport block as received, padding included.
std::optional<SiMessage> parse_si_message(std::span<const std::uint8_t> block);

}  // namespace boresight::dsp::lte
