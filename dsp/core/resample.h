// SPDX-License-Identifier: GPL-3.0-or-later
// Takes narrow channels out of one wide capture: the capture is transformed once, and each channel (shifted to its
// own centre, band-limited, at its own lower rate) costs one inverse transform. Without delay: sample 0 of a channel
// is at the time of sample 0 of the capture. Flat to 0.40 of the channel's rate, nothing passes from beyond half of
// it, and what would lie outside the capture's own band is zero. Around the capture there is silence, so some 30
// samples at either end of a channel are spoiled (more where the capture's edge cuts the channel). Rates are in whole
// Hz; where their ratio is awkward (2083333 to 1920000) the channel's clock is off by at most 0.005 samples over its
// whole length. The constructor throws std::invalid_argument unless 0 < channel rate <= rate. One object belongs to one
// thread and is meant to be kept: it allocates and plans only when a capture's length differs from the last one's.
#pragma once

#include <cstddef>
#include <memory>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"

namespace boresight::dsp {

class Channelizer {
public:
    Channelizer(double rate_hz, double channel_rate_hz);
    ~Channelizer();
    Channelizer(Channelizer&&) noexcept;
    Channelizer& operator=(Channelizer&&) noexcept;

    // Transforms a capture at rate_hz. Its samples aren't needed afterwards.
    void load(IqSpan capture);

    // Samples in each channel of the capture loaded: floor(its size * channel rate / rate).
    std::size_t channel_size() const;

    // The channel centred `offset_hz` above the capture's centre, brought to 0 Hz, into `out` (channel_size() samples):
    // as if the capture had been multiplied by exp(-j 2 pi offset n / rate), n = 0 at its first sample. A tone keeps
    // its amplitude. Exact for every offset: whole bins by the transform, the rest by a rotation.
    void extract(double offset_hz, IqBuffer& out);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::dsp
