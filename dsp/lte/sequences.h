// SPDX-License-Identifier: GPL-3.0-or-later
// The synchronization and reference sequences of TS 36.211: primary (6.11.1.1) and secondary (6.11.2.1)
// synchronization signals, cell-specific reference signals (6.10.1). Values in order of rising subcarrier.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "dsp/core/iq.h"
#include "dsp/lte/cell.h"
#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

constexpr int sync_subcarriers = 62;  // 31 on either side of the middle

using PssSequence = std::array<Sample, sync_subcarriers>;
using SssSequence = std::array<float, sync_subcarriers>;

PssSequence pss_sequence(int n_id_2);

// The useful part of the primary signal in time at 1.92 MS/s, scaled to unit energy.
std::array<Sample, fft_size> pss_waveform(int n_id_2);

// half: 0 in subframe 0, 1 in subframe 5.
SssSequence sss_sequence(int n_id_1, int n_id_2, int half);

// The m-sequences that the secondary signal is made of, values +1 and -1. 6.11.2.1
struct SssParts {
    std::array<float, 31> s{}, c{}, z{};
};
SssParts sss_parts();

// The cyclic shifts m0, m1 of N_ID_1. Equation of 6.11.2.1 and Table 6.11.2.1-1.
struct SssShifts {
    int m0 = 0, m1 = 0;
};
SssShifts sss_shifts(int n_id_1);

// Which of the symbols of a slot carry reference signals: 0 and n-3 for ports 0 and 1, 1 for ports 2 and 3.
enum class CrsSymbol { first, third_last, second };

constexpr int crs_symbol_index(CrsSymbol symbol, CyclicPrefix cp) {
    switch (symbol) {
        case CrsSymbol::first: return 0;
        case CrsSymbol::third_last: return symbols_per_slot(cp) - 3;
        case CrsSymbol::second: return 1;
    }
    return 0;
}

constexpr int crs_per_symbol = 12;  // in six resource blocks

// The reference signals in the middle six resource blocks of symbol l of slot n_s. 6.10.1.1
std::array<Sample, crs_per_symbol> crs_sequence(int pci, CyclicPrefix cp, int n_s, int l);

// Subcarrier (0..5, of each six) that a port's reference signals use in a symbol. 6.10.1.2
int crs_shift(int pci, int port, CrsSymbol symbol, int n_s);

// The symbols of a slot that carry a port's reference signals.
constexpr std::array<CrsSymbol, 2> crs_symbols_of_first_ports{CrsSymbol::first, CrsSymbol::third_last};
constexpr std::array<CrsSymbol, 1> crs_symbols_of_last_ports{CrsSymbol::second};
constexpr std::span<const CrsSymbol> crs_symbols_of(int port) {
    if (port < 2) return crs_symbols_of_first_ports;
    return crs_symbols_of_last_ports;
}

// Calls use(symbol, m, k) for each of a port's reference signals in slot n_s of a carrier of `n_rb` resource blocks:
// the m-th of its symbol, on subcarrier k from the lowest.
template <class Use>
void for_each_crs(int pci, int port, int n_s, int n_rb, Use use) {
    for (const CrsSymbol symbol : crs_symbols_of(port)) {
        const int shift = crs_shift(pci, port, symbol, n_s);
        for (int m = 0; m < 2 * n_rb; ++m) use(symbol, m, 6 * m + shift);
    }
}

}  // namespace boresight::dsp::lte
