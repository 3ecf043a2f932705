// SPDX-License-Identifier: GPL-3.0-or-later
// What the band of a capture holds of a carrier, and where in it a cell's spectrum is flat: from there its power over
// the whole band of 3.84 MHz is told without knowing how the radio's filter falls off. Pure.
#pragma once

#include "dsp/umts/codes.h"

namespace boresight::dsp::umts {

struct CaptureBand {
    double rate_hz = 0;
    double carrier_hz = 0;  // of 0 Hz of the matched samples, above the capture's centre
};

// Share of a cell's power in the capture, dB, 0 or less: of root raised cosine pulses with roll-off 0.22 behind a
// filter as radios have it, flat to 0.43 of the rate, nothing from 0.52 on.
double band_loss_db(const CaptureBand& band);

// From the carrier's middle to either side: there the pulses' spectrum is flat (1.5 MHz) and so is the radio's filter
// (0.40 of the rate). 0 where the carrier's middle lies outside.
double flat_half_width_hz(const CaptureBand& band);

}  // namespace boresight::dsp::umts
