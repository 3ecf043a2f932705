// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to samples: moved in time by a windowed sinc between them, turned, and white noise added. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <vector>

#include "dsp/core/iq.h"

namespace boresight::sensitivity {

class Interpolator {
public:
    // `points`: of the sinc, even; flat to half the rate less 2.8 / points of it.
    explicit Interpolator(int points);

    // At a place between samples, of which there are points / 2 or more to either side.
    dsp::Sample at(const std::vector<dsp::Sample>& samples, double place) const;

private:
    static constexpr int phases_ = 1024;
    int points_;
    std::vector<float> weights_;
};

// By so many turns from one sample to the next.
void turn(std::vector<dsp::Sample>& samples, double turns_a_sample);

// `power`: of a sample.
void add_noise(std::vector<dsp::Sample>& samples, double power, std::uint64_t seed);

}  // namespace boresight::sensitivity
