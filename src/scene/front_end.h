// SPDX-License-Identifier: GPL-3.0-or-later
// The receiver between socket and samples: thermal noise, gain, imbalance of I and Q, a spur at the centre, a converter
// that rounds and clips. In: square roots of milliwatts; out: a full scale of 1. The noise follows from the seed and is
// the same however the samples are cut. One object, one thread.
#pragma once

#include <complex>
#include <cstdint>
#include <span>

#include "scene/gaussian.h"
#include "scene/world.h"

namespace boresight::scene {

class FrontEnd {
public:
    FrontEnd(const Receiver& receiver, std::uint64_t seed);

    void pass(std::span<std::complex<float>> samples, double rate_hz, double gain_db);

private:
    float converted(float value) const;

    Receiver receiver_;
    Gaussian noise_;
};

}  // namespace boresight::scene
