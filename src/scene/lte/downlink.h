// SPDX-License-Identifier: GPL-3.0-or-later
// The signal of one cell as samples of a receiver that looks at the carrier from anywhere: any rate from 1.92 to
// 30.72 MS/s, the carrier off the receiver's centre, a receiver's clock that runs wrong. TS 36.211 6.12 (OFDM, normal
// cyclic prefix). Subcarriers beyond the receiver's band are left out. A reference element of a port with response 1
// comes out as a complex sinusoid of amplitude 1. Rates that are multiples of 15 kHz are quickest; at these a clock
// that runs wrong by p ppm shifts each symbol as it must, while within a symbol its subcarriers stay orthogonal, an
// error of p * 33 ps at either end. Other rates take their samples between those of a transform, where they lie.
// One object, one thread; views that can't be are Errors.
#pragma once

#include <complex>
#include <cstdint>
#include <memory>
#include <span>

#include "scene/lte/cell.h"

namespace boresight::scene::lte {

constexpr double subcarrier_spacing_hz = 15000;
constexpr double least_rate_hz = 1.92e6;
constexpr double most_rate_hz = 30.72e6;

struct View {
    double rate_hz = least_rate_hz;  // by the receiver's clock
    double offset_hz = 0;            // of the carrier's centre from the receiver's, up positive
    double clock_ppm = 0;            // true rate = rate_hz * (1 + clock_ppm * 1e-6)
    double sfn_0_s = 0;              // when a frame with SFN 0 begins; the first sample is at 0
};

// What lies between the ports and the receiver.
class Channel {
public:
    virtual ~Channel() = default;

    // The response at `frequencies[i]` = first_hz + i * step_hz from the carrier's centre, at a time since the first
    // sample. It holds for a symbol.
    virtual void response(int port, double time_s, double first_hz, double step_hz,
                          std::span<std::complex<float>> out) = 0;
};

class Downlink {
public:
    Downlink(const Cell& cell, const View& view);
    ~Downlink();
    Downlink(Downlink&&) noexcept;
    Downlink& operator=(Downlink&&) noexcept;

    // Adds the samples from number `first` on to `samples`. In order is fastest; any order is right.
    void add(std::int64_t first, std::span<std::complex<float>> samples, Channel& channel);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::scene::lte
