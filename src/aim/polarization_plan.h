// SPDX-License-Identifier: GPL-3.0-or-later
// Which polarization the next dwell of a comparison takes: A B B A, then B A A B, and so on, so that a drift falls on
// both alike. After every four dwells the comparison is judged by fit_polarization on all dwells so far; it ends when
// that decides, or after sixteen. Pure; nothing fails.
#pragma once

#include <cstddef>
#include <optional>

#include "aim/polarization.h"

namespace boresight::aim {

inline constexpr std::size_t dwells_a_look = 4, most_polarization_dwells = 16, usual_polarization_dwells = 8;

struct NextPolarization {
    bool b = false;           // the second of the two polarizations
    std::size_t nth = 0;      // counted from 1
    bool look_after = false;  // the comparison is judged after this dwell
};

// Nothing: the comparison is over. `latest` is the fit of the dwells so far, needed after each four; without one then,
// no cell was heard often enough to compare, which ends it too.
std::optional<NextPolarization> next_polarization(std::size_t dwells_done,
                                                  const std::optional<PolarizationFit>& latest);

}  // namespace boresight::aim
