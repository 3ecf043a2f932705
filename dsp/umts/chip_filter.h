// SPDX-License-Identifier: GPL-3.0-or-later
// Brings a carrier of a capture to matched samples: two a chip (matched_rate_hz), through the root raised cosine of a
// receiver (TS 25.101 6.8.1), which is 1 at the middle of the carrier. So a chip's amplitude is that of its power in
// the whole band, and white noise of density d has the power 3.84 MHz * d; where the capture is narrower than the
// carrier both are less (capture_band.h). Without delay: matched sample 0 is at the time of sample 0 of the capture.
// Any rate of least_rate_hz or more, in whole Hz or not; off by at most 0.01 matched samples where the ratio is
// awkward. The capture's mean is taken off and samples that aren't finite count as 0; around the capture there is
// silence, so some 30 chips at either end are spoiled. Nothing fails. Allocates where a capture is longer than any
// before; one object belongs to one thread.
#pragma once

#include <cstddef>
#include <memory>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"

namespace boresight::dsp::umts {

class ChipFilter {
public:
    explicit ChipFilter(double rate_hz);
    ~ChipFilter();
    ChipFilter(ChipFilter&&) noexcept;
    ChipFilter& operator=(ChipFilter&&) noexcept;

    // The capture isn't needed afterwards.
    void load(IqSpan capture);

    // Matched samples in the capture loaded: floor(its size * matched_rate_hz / rate).
    std::size_t matched_size() const;

    // The carrier whose middle lies carrier_hz above the capture's, brought to 0 Hz, into `out` (matched_size()
    // samples): as if the capture had been multiplied by exp(-j 2 pi carrier_hz n / rate) first.
    void extract(double carrier_hz, IqBuffer& out);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::dsp::umts
