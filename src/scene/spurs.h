// SPDX-License-Identifier: GPL-3.0-or-later
// Tones that a receiver makes for itself or picks up: fixed in the baseband, whatever it is tuned to and whatever its
// gain; at one radio frequency from outside; and lines at all multiples of a clock that hangs on its own crystal. Their
// phases begin anew with each retune. One object, one thread.
#pragma once

#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "scene/channel.h"
#include "scene/world.h"

namespace boresight::scene {

class Spurs {
public:
    explicit Spurs(std::vector<Spur> spurs) : spurs_(std::move(spurs)) {}

    void tune(const Tuning& tuning);

    // To the samples from number `first` on: what comes in at the socket, in square roots of milliwatts, and what is
    // added before the converter, to a full scale of 1.
    void add_radio(std::int64_t first, std::span<std::complex<float>> samples) const { add(radio_, first, samples); }
    void add_baseband(std::int64_t first, std::span<std::complex<float>> samples) const {
        add(baseband_, first, samples);
    }

private:
    struct Line {
        double cycles_per_sample = 0;
        double amplitude = 0;
    };
    static void add(const std::vector<Line>& lines, std::int64_t first, std::span<std::complex<float>> samples);

    std::vector<Spur> spurs_;
    std::vector<Line> radio_;
    std::vector<Line> baseband_;
};

}  // namespace boresight::scene
