// SPDX-License-Identifier: GPL-3.0-or-later
// Which of three or more polarizations is best, from dwells taken in turn at one azimuth: all in one model, in which
// polarizations differ by as much as these do. Whichever comes out best of several was lucky as well as good; what they
// are expected to differ by takes that luck off again. Drift and revisit sigma are as in polarization.h. Differences in
// dB. Pure; nothing fails; some milliseconds.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "aim/polarization.h"

namespace boresight::aim {

struct RolledStop {
    double time_s = 0;
    std::size_t roll = 0;  // which polarization; 0: the one that the others are compared with
};

struct RollsFit {
    // Of each roll but the first, against the first (B is that roll); nothing where it was heard in fewer than two
    // dwells.
    std::vector<std::optional<PolarizationFit>> over_first;
    std::vector<double> p_best;  // of each roll: of being the best of all
};

// Nothing where the first, or all others, were heard in fewer than two dwells.
std::optional<RollsFit> fit_rolls(std::span<const RolledStop> stops, std::span<const Reading> readings,
                                  std::size_t rolls);

}  // namespace boresight::aim
