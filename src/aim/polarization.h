// SPDX-License-Identifier: GPL-3.0-or-later
// How much stronger one polarization is than another, from dwells taken in turn (A B B A, then B A A B, ...) at one
// azimuth. Drift and revisit sigma are as in the fit of a sweep; cells that differ among themselves widen the answer.
// Differences in dB, B minus A. Pure; nothing fails.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "aim/dwell.h"
#include "aim/fit.h"

namespace boresight::aim {

struct PolarizedStop {
    double time_s = 0;
    bool b = false;  // the second of the two polarizations
};

enum class PolarizationChoice { a, b, equal, undecided };

struct PolarizationFit {
    PolarizationChoice choice = PolarizationChoice::undecided;
    Value difference_db;
    double low90_db = 0, high90_db = 0;
    double sigma_db = 0;
    double p_b_better = 0;
    std::size_t dwells = 0;
};

// What the rest of a fit allows to say after so many dwells; earlier looks are stricter.
PolarizationChoice choose_polarization(const PolarizationFit& fit);

// Readings of each cell, as many as stops. Nothing where no cell was heard in two dwells of each polarization and four
// in all: one A and one B differ by more than polarization.
std::optional<PolarizationFit> fit_polarization(std::span<const PolarizedStop> stops,
                                                std::span<const std::vector<Reading>> cells);

}  // namespace boresight::aim
