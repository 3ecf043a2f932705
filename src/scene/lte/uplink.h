// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody beside the receiver sends to a cell: SC-FDMA (TS 36.211 5.6) in bursts of a subframe, each over a run
// of resource blocks of its own, in the share of the uplink subframes that is asked for; QPSK, and symbols of constant
// amplitude where the demodulation references lie. Power while it sends: 1. Bursts follow from the cell's seed and the
// frame. One object, one thread; views that can't be are Errors.
#pragma once

#include <complex>
#include <cstdint>
#include <memory>
#include <span>

#include "scene/channel.h"
#include "scene/lte/cell.h"

namespace boresight::scene::lte {

class Uplink final : public Signal {
public:
    Uplink(const Cell& cell, double share, const View& view);  // of the uplink's carrier
    ~Uplink() override;
    Uplink(const Uplink&) = delete;
    Uplink& operator=(const Uplink&) = delete;

    void begin(double sfn_0_s) override;
    void add(std::int64_t first, std::span<std::complex<float>> samples, Channel& channel) override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::scene::lte
