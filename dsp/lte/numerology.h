// SPDX-License-Identifier: GPL-3.0-or-later
// The grid of LTE at 1.92 MS/s (six resource blocks, transform of 128): lengths in samples, where symbols lie, which
// subframes are sure to carry downlink reference signals. TS 36.211 4 and 6.12.
#pragma once

#include <array>
#include <span>

#include "dsp/lte/cell.h"

namespace boresight::dsp::lte {

constexpr double base_rate_hz = 1.92e6;
constexpr int fft_size = 128;
constexpr int slot_samples = 960;
constexpr int subframe_samples = 1920;
constexpr int half_frame_samples = 9600;
constexpr int frame_samples = 19200;
constexpr int pci_count = 504;
constexpr int center_subcarriers = 72;  // six resource blocks without the unused one in the middle
constexpr double subcarrier_hz = 15e3;

constexpr int symbols_per_slot(CyclicPrefix cp) {
    return cp == CyclicPrefix::normal ? 7 : 6;
}

// First sample of the useful part of symbol l (cyclic prefix excluded), counted from the start of its slot.
constexpr int useful_start(CyclicPrefix cp, int l) {
    return cp == CyclicPrefix::normal ? 10 + l * 137 : 32 + l * 160;
}

// The useful part of the primary synchronization signal, counted from the start of its half frame. 6.11.1.2
constexpr int pss_start(Duplex duplex, CyclicPrefix cp) {
    return duplex == Duplex::fdd ? useful_start(cp, symbols_per_slot(cp) - 1) : subframe_samples + useful_start(cp, 2);
}

// The same of the secondary one. 6.11.2.2
constexpr int sss_start(Duplex duplex, CyclicPrefix cp) {
    const int last = symbols_per_slot(cp) - 1;
    return duplex == Duplex::fdd ? useful_start(cp, last - 1) : slot_samples + useful_start(cp, last);
}

// Subframes that carry cell-specific reference signals throughout whatever the MBSFN and TDD configurations are.
constexpr std::array<int, 4> assured_fdd{0, 4, 5, 9};
constexpr std::array<int, 2> assured_tdd{0, 5};

constexpr std::span<const int> assured_subframes(Duplex duplex) {
    return duplex == Duplex::fdd ? std::span<const int>(assured_fdd) : std::span<const int>(assured_tdd);
}

// The bin of a transform of 128 that holds subcarrier k of the middle 72 (0 = lowest; the middle bin is unused).
constexpr int bin_of_subcarrier(int k) {
    return k < 36 ? fft_size - 36 + k : k - 35;
}

// The distance of subcarrier k from the carrier, in subcarriers: -36..-1, 1..36.
constexpr int signed_subcarrier(int k) {
    return k < 36 ? k - 36 : k - 35;
}

}  // namespace boresight::dsp::lte
