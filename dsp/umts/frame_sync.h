// SPDX-License-Identifier: GPL-3.0-or-later
// The second step of the cell search: which code group, and where its frames begin. In every slot the 16 secondary
// synchronization codes (TS 25.213 5.2.3.1) are correlated and turned by the phase of the primary code beside them;
// summed over all slots, the 64 words of Table 4 in their 15 shifts are held against that. One object belongs to one
// thread.
#pragma once

#include <array>
#include <vector>

#include "dsp/umts/psch_search.h"

namespace boresight::dsp::umts {

struct FrameCandidate {
    int group = 0;
    double frame_start = 0;  // of a frame near the first sample, in matched samples; may lie before it
    double cfo_hz = 0;
    double clock_ppm = 0;
    double psch_metric = 0;  // as the slot's candidate had it
    double metric = 0;       // of the secondary codes, in standard deviations of noise
};

class FrameSync {
public:
    // The best `most` groups and shifts for one candidate, best first; timing and offset are made finer before.
    std::vector<FrameCandidate> detect(IqSpan matched, const SlotCandidate& candidate, std::size_t most);

private:
    // Sums over 16 chips of a slot: with the pattern that the primary code repeats, and that of the secondary ones.
    struct SlotSums {
        std::array<Sample, 16> primary, secondary;
    };

    enum class Timing { nearest, exact };  // the nearest samples, or what lies between

    void read(IqSpan matched, const SlotCandidate& at, Timing timing, double later);
    double psch_power(double offset_hz) const;
    SlotCandidate refined(IqSpan matched, const SlotCandidate& coarse);

    std::vector<SlotSums> slots_;
    IqBuffer samples_;
};

}  // namespace boresight::dsp::umts
