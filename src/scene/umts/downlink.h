// SPDX-License-Identifier: GPL-3.0-or-later
// The signal of one UMTS FDD cell as samples of a receiver that looks at the carrier from anywhere, at any rate from
// 1.92 to 30.72 MS/s: chips through the transmitter's root raised cosine of roll-off 0.22 (TS 25.104 6.8.1), what lies
// between, and a receiver filter that is flat up to 0.45 of its rate and nothing from 0.5 on. Full power through a
// response of 1 comes out as a power of 1, less what the receiver's band leaves out. The channel holds for a slot. One
// object, one thread; views that can't be are Errors. What the cell sends can be handed from one view to the next,
// which saves the making of its codes.
#pragma once

#include <complex>
#include <cstdint>
#include <memory>
#include <span>

#include "scene/channel.h"
#include "scene/umts/cell.h"
#include "scene/umts/transmitter.h"

namespace boresight::scene::umts {

constexpr double half_width_hz = 1.22 * 3.84e6 / 2;

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

}  // namespace boresight::scene::umts
