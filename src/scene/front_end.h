// SPDX-License-Identifier: GPL-3.0-or-later
// The receiver between socket and samples: thermal noise, gain, a stage that limits what it gives, imbalance of I and
// Q, a spur at the centre and others, a converter that rounds and clips. In: square roots of milliwatts; out: a full
// scale of 1. The noise follows from the seed and is the same however the samples are cut. One object, one thread.
#pragma once

#include <complex>
#include <cstdint>
#include <span>

#include "scene/gaussian.h"
#include "scene/spurs.h"
#include "scene/world.h"

namespace boresight::scene {

class FrontEnd {
public:
    FrontEnd(const Receiver& receiver, std::uint64_t seed);

    void tune(const Tuning& tuning) { spurs_.tune(tuning); }

    // Samples from number `first` since then on.
    void pass(std::span<std::complex<float>> samples, double rate_hz, double gain_db, std::int64_t first = 0);

private:
    float converted(float value) const;
    float limited(float power) const;

    Receiver receiver_;
    Spurs spurs_;
    float per_limit_ = 0;  // one over the power that the stage before the converter gives at most
    Gaussian noise_;
};

}  // namespace boresight::scene
