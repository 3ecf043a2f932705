// SPDX-License-Identifier: GPL-3.0-or-later
// What listening with a radio took: seconds of samples, as the radio counts them. Plain values.
#pragma once

#include "radio/listen.h"

namespace boresight::survey {

struct RadioTime {
    double heard_s = 0;
    double settling_s = 0;  // thrown away after each tuning
    int tunings = 0;
    int losses = 0;  // times that samples were lost

    void add(const radio::Heard& heard, double sample_rate_hz) {
        heard_s += static_cast<double>(heard.block.samples.size()) / sample_rate_hz;
        settling_s += heard.settling_s;
        losses += heard.losses;
        ++tunings;
    }
    void add(const RadioTime& other) {
        heard_s += other.heard_s;
        settling_s += other.settling_s;
        tunings += other.tunings;
        losses += other.losses;
    }
};

}  // namespace boresight::survey
