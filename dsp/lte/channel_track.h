// SPDX-License-Identifier: GPL-3.0-or-later
// A channel that was observed now and then, each time on the same places: what it is at any time, as a mean over the
// observations around, over as long as the channel seems to stand still. How long is found by leaving each observation
// out and asking how well the others foretell it. Times in samples at 1.92 MS/s. One object belongs to one thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"

namespace boresight::dsp::lte {

class ChannelTrack {
public:
    void clear(std::size_t width);

    // In order of time; `width` values.
    void add(double time, std::span<const Sample> values);

    // After the last: decides over what time to take the mean; or as another track of the same channel has it.
    void settle();
    void settle_as(const ChannelTrack& other) { side_ = other.side_; }

    // How many observations a mean rests on, as if all counted alike.
    double averaged(double time) const;

    // The mean at this time into `out`, `width` values.
    void at(double time, std::span<Sample> out) const;

    std::size_t observations() const { return times_.size(); }

private:
    template <class Use>
    void weigh(double time, double side, Use use) const;
    double foretold_error(double side);

    std::size_t width_ = 0;
    std::vector<double> times_;
    IqBuffer values_;  // row by row
    double side_ = 0;
    IqBuffer scratch_;
};

}  // namespace boresight::dsp::lte
