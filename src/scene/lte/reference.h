// SPDX-License-Identifier: GPL-3.0-or-later
// The cell-specific reference signals, TS 36.211 6.10.1, for the normal cyclic prefix. Symbols of a subframe are
// counted 0..13, subcarriers 0..12 n_rb_dl - 1, lowest first. Elements have magnitude 1.
#pragma once

#include <complex>
#include <vector>

#include "scene/lte/cell.h"

namespace boresight::scene::lte {

constexpr int symbols_per_slot = 7;
constexpr int symbols_per_subframe = 14;

// The first subcarrier, 0..5, with a reference of `port` in this symbol; every sixth follows. -1: the symbol has none.
int first_reference(const Cell& cell, int port, int symbol);

// All references of a frame, which every frame repeats.
class ReferenceSignals {
public:
    explicit ReferenceSignals(const Cell& cell);

    // In the order of subcarriers; ports 0 and 1 share theirs, so do 2 and 3. Empty where the symbol has none.
    const std::vector<std::complex<float>>& values(int subframe, int symbol) const {
        return values_[static_cast<std::size_t>(subframe * symbols_per_subframe + symbol)];
    }

private:
    std::vector<std::vector<std::complex<float>>> values_;
};

}  // namespace boresight::scene::lte
