// SPDX-License-Identifier: GPL-3.0-or-later
// The signal of one cell as samples of a receiver that looks at the carrier from anywhere: any rate from 1.92 to
// 30.72 MS/s, the carrier off the receiver's centre, a receiver's clock that runs wrong. TS 36.211 6.12 (OFDM).
// Subcarriers beyond the receiver's band are left out. A reference element of a port with response 1 comes out as a
// complex sinusoid of amplitude 1. Rates that are multiples of 15 kHz are quickest; at these a clock that runs wrong by
// p ppm shifts each symbol as it must, while within a symbol its subcarriers stay orthogonal, an error of p * 33 ps at
// either end. Other rates take their samples between those of a transform, where they lie. One object, one thread;
// views that can't be are Errors. What the cell sends can be handed from one view to the next, which saves the making
// of its references.
#pragma once

#include <complex>
#include <cstdint>
#include <memory>
#include <span>

#include "scene/channel.h"
#include "scene/lte/cell.h"
#include "scene/lte/symbol_sampler.h"
#include "scene/lte/transmitter.h"

namespace boresight::scene::lte {

class Downlink final : public Signal {
public:
    Downlink(const Cell& cell, const View& view);
    Downlink(std::shared_ptr<Transmitter> transmitter, const View& view);
    ~Downlink() override;
    Downlink(const Downlink&) = delete;
    Downlink& operator=(const Downlink&) = delete;

    void begin(double sfn_0_s) override;
    void add(std::int64_t first, std::span<std::complex<float>> samples, Channel& channel) override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::scene::lte
