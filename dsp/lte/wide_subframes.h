// SPDX-License-Identifier: GPL-3.0-or-later
// Which resource blocks of a cell a capture shows, and where in it the subframes lie that are sure to be downlink.
// Pure.
#pragma once

#include <cstddef>

#include "dsp/lte/cell.h"
#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

// How many resource blocks around the carrier's middle lie where a capture at this rate is flat, of a cell whose MIB
// was read.
int n_rb_seen(const Cell& cell, double rate_hz);

// Calls use(start, subframe, stretch) for each assured subframe, whole or not, within `size` samples at `rate_hz`, in
// order. Found in samples at `found_at_hz`. `stretch`: samples per nominal sample.
template <class Use>
void for_each_assured(const Cell& cell, double found_at_hz, double rate_hz, std::size_t size, Use use) {
    const double stretch = 1 + cell.clock_ppm.value_or(0) * 1e-6, rate_factor = rate_hz / base_rate_hz;
    const double first = cell.frame_start_sample * rate_hz / found_at_hz, frame = frame_samples * rate_factor * stretch;
    for (int n = -1; first + n * frame < static_cast<double>(size); ++n)
        for (const int subframe : assured_subframes(cell.duplex))
            use(first + n * frame + subframe * subframe_samples * rate_factor * stretch, subframe, stretch);
}

}  // namespace boresight::dsp::lte
