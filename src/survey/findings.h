// SPDX-License-Identifier: GPL-3.0-or-later
// Why a scan found no more, from its counted refusals, the level and where the best correlation lay. Pure.
#pragma once

#include <optional>
#include <vector>

#include "dsp/lte/receiver.h"
#include "survey/scan.h"

namespace boresight::survey {

// The strongest sync correlation of a scan for LTE and where it lay in its window, in Hz from the centre.
struct BestCorrelation {
    double metric = 0;  // in units of its threshold
    double offset_hz = 0;
    dsp::lte::SearchWindow window;  // with its edges set
};

// result: complete but for its findings. band_in_capture: empty where the frequency isn't known.
std::vector<Finding> explain(const ScanResult& result, const BestCorrelation& best,
                             std::optional<bool> band_in_capture);

// What energy without a cell is like, by how it was searched: what wasn't searched for counts as another system.
struct Likenesses {
    int lte = 0, umts = 0, others = 0, noise_like = 0;
};
Likenesses count_likenesses(const ScanResult& result);

// Of a result without cells, whose energy was judged after it was explained: what that was like explains more than
// matches to a sync signal do.
void explain_by_likeness(ScanResult& result);

}  // namespace boresight::survey
