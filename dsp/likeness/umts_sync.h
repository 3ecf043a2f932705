// SPDX-License-Identifier: GPL-3.0-or-later
// How clearly samples hold the primary synchronization code of UMTS, which every cell sends at the beginning of every
// slot (TS 25.213 5.2.3.1, TS 25.211 5.3.3.5). Half of its bandwidth is enough to tell that UMTS is there, whoever
// sends it. The figure is in standard deviations of the strongest place of a slot over the mean of all; in white noise
// it reaches 7, what counts is 9. Pure; one object belongs to one thread.
#pragma once

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"

namespace boresight::dsp::likeness {

constexpr double umts_sync_rate_hz = 1.92e6;
constexpr double clear_umts_sync = 9;

class UmtsSync {
public:
    // For that many samples at umts_sync_rate_hz: whole slots of 1280, of which 30 tell.
    explicit UmtsSync(std::size_t samples);

    struct Found {
        double metric = 0;
        double offset_hz = 0;  // of the carrier, to 2.5 kHz
    };
    // Carriers from -reach_hz to +reach_hz. More samples than the constructor was told are left out; fewer give 0.
    Found search(IqSpan samples, double reach_hz);

private:
    std::size_t size_;
    Fft forward_, inverse_;
    IqBuffer code_;  // its spectrum, conjugated
    IqBuffer spectrum_, product_, correlation_;
};

}  // namespace boresight::dsp::likeness
