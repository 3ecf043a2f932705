// SPDX-License-Identifier: GPL-3.0-or-later
// Takes narrow channels out of one wide capture: the capture is transformed once, and each channel (shifted to its
// own centre, band-limited, at its own lower rate) costs one inverse transform. Without delay: sample 0 of a channel
// is at the time of sample 0 of the capture. Stop band at least 60 dB beyond the rate's half; flat to 0.40 of the
// channel's rate. The capture is taken as if it repeated, so some 30 samples at either end of a channel are spoiled.
// One object belongs to one thread.
#pragma once

#include <cstddef>
#include <memory>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"

namespace boresight::dsp {

class Channelizer {
public:
    // capture: samples at rate_hz, looked at only here. channel_rate_hz <= rate_hz; both whole numbers of Hz.
    Channelizer(IqSpan capture, double rate_hz, double channel_rate_hz);
    ~Channelizer();

    // Samples in each channel: floor(capture.size() * channel_rate / rate).
    std::size_t channel_size() const;

    // The channel centred `offset_hz` above the capture's centre, brought to 0 Hz, into `out` (channel_size() samples).
    // Exact for every offset: the whole-bin part by the transform, the rest by a rotation.
    void extract(double offset_hz, IqBuffer& out);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::dsp
