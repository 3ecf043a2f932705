// SPDX-License-Identifier: GPL-3.0-or-later
// From a recorded sweep to the verdict: every cell's blocks to readings, readings to a fit, fits to what to do. The
// same file gives the same answer. Nothing fails; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "aim/diagnosis.h"
#include "aim/dwell.h"
#include "aim/fit.h"
#include "aim/polarization.h"
#include "aim/verdict.h"
#include "survey/sweep_file.h"

namespace boresight::survey {

struct SweepEstimate {
    std::vector<aim::CellReadings> cells;           // in the order of the file
    std::vector<std::optional<aim::CellFit>> fits;  // nothing: heard at too few stops, or no sweep
    std::optional<aim::PolarizationFit> polarization;
    aim::Verdict verdict;
    std::vector<aim::Diagnosis> troubles;  // of a sweep: the worst first; a file says nothing of gain and noise
    double present_deg = 0;                // what gains are counted from
};

// `present_deg`: where the antenna points now, if not where the sweep began.
SweepEstimate estimate_sweep(const SweepFile& sweep, std::optional<double> present_deg);

}  // namespace boresight::survey
