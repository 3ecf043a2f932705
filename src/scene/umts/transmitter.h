// SPDX-License-Identifier: GPL-3.0-or-later
// What a UMTS FDD cell sends, as chips (TS 25.211, 25.213): P-CPICH, P-CCPCH with a coded BCH, P-SCH and S-SCH in
// antiphase to them (no STTD), and traffic on 16 codes of spreading factor 128. Full power is 1. The traffic follows
// from the seed and the slot alone, so any slot can be asked for at any time. Slots are counted from that of SFN 0,
// also backwards. One object, one thread.
#pragma once

#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "scene/umts/cell.h"
#include "scene/umts/codes.h"

namespace boresight::scene::umts {

class Transmitter {
public:
    explicit Transmitter(const Cell& cell);  // an Error where the cell can't exist

    const Cell& cell() const { return cell_; }

    void write(std::int64_t slot, std::span<std::complex<float>> chips);  // chips_per_slot of them

private:
    void write_traffic(std::int64_t slot, std::span<std::complex<float>> chips) const;
    void write_broadcast(std::int64_t slot, std::span<std::complex<float>> chips);
    void scramble(int slot_in_frame, std::span<std::complex<float>> chips) const;
    void write_sync(int slot_in_frame, std::span<std::complex<float>> chips) const;

    Cell cell_;
    std::vector<std::complex<float>> scrambling_;
    std::vector<std::vector<float>> traffic_signs_;  // of each code, with its amplitude
    std::vector<float> broadcast_signs_;
    SyncSigns primary_;
    std::vector<SyncSigns> secondary_;  // by slot
    std::int64_t broadcast_pair_ = -1;  // of frames, of broadcast_
    std::vector<std::uint8_t> broadcast_;
};

}  // namespace boresight::scene::umts
