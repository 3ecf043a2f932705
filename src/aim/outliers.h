// SPDX-License-Identifier: GPL-3.0-or-later
// Dwells that don't fit to the others: a truck in the beam, a bearing misread. A few are given less weight; where many
// don't fit, nothing is repaired and the sweep is called inconsistent. Pure; nothing fails.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "aim/likelihood.h"
#include "aim/posterior.h"

namespace boresight::aim {

struct Outliers {
    std::vector<std::size_t> stops;  // in the order of the stops
    std::vector<double> inflation;   // of each stop's variance; all 1 where there is nothing to repair
    bool too_many = false;
    double flank_residual = 1;  // rms of the residuals where the antenna's setting matters most; 1: too few of them
};

// Judged at the best point of a posterior; `heard` is how many readings were detected.
Outliers find_outliers(SweepLikelihood& likelihood, const Posterior& posterior, std::size_t heard);

}  // namespace boresight::aim
