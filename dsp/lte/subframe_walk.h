// SPDX-License-Identifier: GPL-3.0-or-later
// Goes through the subframes of a cell in samples, in order of time, by the numbers of their frames. One object belongs
// to one thread.
#pragma once

#include <cmath>
#include <cstddef>

#include "dsp/lte/wide_carrier.h"

namespace boresight::dsp::lte {

class SubframeWalk {
public:
    // Over what `carrier` is aimed at: `samples` at that rate, in which frame `sfn` begins at `frame_start` (perhaps
    // outside). `stretch`: samples per nominal sample.
    SubframeWalk(WideCarrier& carrier, double rate_hz, std::size_t samples, double frame_start, int sfn, double stretch)
        : carrier_(carrier),
          subframe_(subframe_samples * rate_hz / base_rate_hz * stretch),
          stretch_(stretch),
          samples_(static_cast<double>(samples)),
          before_(static_cast<int>(std::floor(frame_start / (per_frame * subframe_))) + 1),
          first_(frame_start - before_ * per_frame * subframe_),
          first_sfn_((sfn - before_) % sfn_count) {}

    // Reads those that `wanted(sfn, subframe)`; `take(grid, sfn, subframe)` answers whether to go on.
    template <class Wanted, class Take>
    void read(const Wanted& wanted, const Take& take) {
        for (int n = 0; first_ + n * subframe_ < samples_; ++n) {
            const int sfn = (first_sfn_ + n / per_frame + sfn_count) % sfn_count, subframe = n % per_frame;
            if (!wanted(sfn, subframe) || !carrier_.read(first_ + n * subframe_, subframe, stretch_, grid_)) continue;
            if (!take(grid_, sfn, subframe)) return;
        }
    }

private:
    static constexpr int per_frame = 10, sfn_count = 1024;

    WideCarrier& carrier_;
    double subframe_, stretch_, samples_;
    int before_;  // frames
    double first_;
    int first_sfn_;
    SubframeGrid grid_;
};

}  // namespace boresight::dsp::lte
