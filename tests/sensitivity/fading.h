// SPDX-License-Identifier: GPL-3.0-or-later
// A channel of several paths that fade, as TS 36.101 annex B.2 has them (EPA, EVA, ETU): each path of each port a sum
// of plane waves from all around (Jakes), drawn anew from the seed. Of mean power 1; without fading, a phase a port.
// Constant within a symbol. One object, one thread.
#pragma once

#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "scene/channel.h"
#include "tests/sensitivity/rows.h"

namespace boresight::sensitivity {

class FadingChannel final : public scene::Channel {
public:
    FadingChannel(Fading kind, int ports, double amplitude, std::uint64_t seed);

    void response(int port, double time_s, double first_hz, double step_hz,
                  std::span<std::complex<float>> out) override;

private:
    struct Wave {
        double doppler_hz = 0;
        std::complex<double> amplitude = 0;
    };
    struct Path {
        double delay_s = 0;
        std::vector<Wave> waves;
    };
    std::vector<std::vector<Path>> ports_;
};

}  // namespace boresight::sensitivity
