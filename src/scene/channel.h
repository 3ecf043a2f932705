// SPDX-License-Identifier: GPL-3.0-or-later
// How a receiver looks at a carrier, what lies between transmitter and receiver, and the signal that comes of it.
#pragma once

#include <complex>
#include <cstdint>
#include <span>

namespace boresight::scene {

constexpr double least_rate_hz = 1.92e6;
constexpr double most_rate_hz = 30.72e6;

struct View {
    double rate_hz = least_rate_hz;  // by the receiver's clock
    double offset_hz = 0;            // of the carrier's centre from the receiver's, up positive
    double clock_ppm = 0;            // true rate = rate_hz * (1 + clock_ppm * 1e-6)
    double sfn_0_s = 0;              // when a frame with SFN 0 begins; the first sample is at 0
};

// What a receiver is tuned to.
struct Tuning {
    double world_s = 0;       // of sample 0
    double frequency_hz = 0;  // true
    double rate_hz = 0;       // by the receiver's clock
    double clock_ppm = 0;
};

// An Error that names the field where no receiver looks that way.
void check(const View& view);

class Channel {
public:
    virtual ~Channel() = default;

    // The response at `frequencies[i]` = first_hz + i * step_hz from the carrier's centre, at a time since the first
    // sample. It holds for a symbol of LTE or a slot of UMTS.
    virtual void response(int port, double time_s, double first_hz, double step_hz,
                          std::span<std::complex<float>> out) = 0;
};

class Signal {
public:
    virtual ~Signal() = default;

    // Moves the frame with SFN 0; samples count from 0 again.
    virtual void begin(double sfn_0_s) = 0;

    // Adds the samples from number `first` on to `samples`. In order is fastest; any order is right.
    virtual void add(std::int64_t first, std::span<std::complex<float>> samples, Channel& channel) = 0;
};

}  // namespace boresight::scene
