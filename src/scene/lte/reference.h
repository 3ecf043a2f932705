// SPDX-License-Identifier: GPL-3.0-or-later
// The cell-specific reference signals, TS 36.211 6.10.1. Elements have magnitude 1; subcarriers are counted from the
// lowest.
#pragma once

#include <complex>
#include <vector>

#include "scene/lte/cell.h"
#include "scene/lte/frame.h"

namespace boresight::scene::lte {

// All references of a frame, which every frame repeats.
class ReferenceSignals {
public:
    explicit ReferenceSignals(const Cell& cell);

    // In the order of subcarriers; ports 0 and 1 share theirs, so do 2 and 3. Empty where the symbol has none.
    const std::vector<std::complex<float>>& values(int subframe, int symbol) const {
        return values_[static_cast<std::size_t>(subframe * most_symbols + symbol)];
    }

private:
    std::vector<std::vector<std::complex<float>>> values_;
};

}  // namespace boresight::scene::lte
