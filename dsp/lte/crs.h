// SPDX-License-Identifier: GPL-3.0-or-later
// Cell-specific reference signals in the middle six resource blocks: reads the symbols that carry them in the subframes
// that are sure to (numerology.h). TS 36.211 6.10.1. One object belongs to one thread.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "dsp/lte/ofdm.h"
#include "dsp/lte/sequences.h"
#include "dsp/lte/sss.h"

namespace boresight::dsp::lte {

using CrsValues = std::array<Sample, crs_per_symbol>;

// One symbol with reference signals, as received.
struct CrsGridSymbol {
    double start = 0;  // useful part, in samples
    int frame = 0;     // counted from the alignment's frame_start
    int subframe = 0;
    int n_s = 0;
    CrsSymbol kind = CrsSymbol::first;
    Subcarriers received{};
};

// Reference signals of ports 0 and 1 (and of 2 and 3) lie on every third subcarrier: 24 places, 3 i + pci mod 3.
constexpr int crs_places = 2 * crs_per_symbol;

// Symbols with reference signals of any port: first, second and third last of either slot.
constexpr int crs_symbols_per_subframe = 6;

// All of them under one alignment, in order of time. Subframes that lie partly outside the samples are left out.
class CrsGrid {
public:
    void read(SymbolReader& reader, const Alignment& alignment);

    // The symbols that start in [from, to), in samples; weights stay those of the whole.
    CrsGrid between(double from, double to) const;

    const Alignment& alignment() const { return alignment_; }
    const std::vector<CrsGridSymbol>& symbols() const { return symbols_; }
    int subframes() const { return subframes_; }
    int symbol_number(const CrsGridSymbol& symbol) const { return crs_symbol_index(symbol.kind, alignment_.cp); }

    // How far the 24 places can be trusted, by what is left of their power beside port 0's signal: 1, or less where a
    // narrow interferer (a radio's own tones and the noise around 0 Hz) rises above both the others and the signal.
    float weight(int place) const { return weights_[static_cast<std::size_t>(place)]; }

private:
    void weigh();

    Alignment alignment_;
    std::vector<CrsGridSymbol> symbols_;
    std::array<float, crs_places> weights_{};
    int subframes_ = 0;
};

// The channel at a port's reference signals: received values times the conjugate of what was sent.
CrsValues crs_values(const CrsGridSymbol& symbol, const CrsValues& sequence, int shift);

}  // namespace boresight::dsp::lte
