// SPDX-License-Identifier: GPL-3.0-or-later
// A generator's carrier as a radio shows it: its power in dBFS and how far it stands out of the noise beside it.
// Modulation within 25 kHz either side counts. Pure; any thread.
#pragma once

#include <optional>

#include "dsp/core/iq.h"

namespace boresight::survey {

constexpr double tone_half_width_hz = 25e3;

struct KnownTone {
    double offset_hz = 0;  // from the middle of the samples
    double power_dbfs = 0;
    double sigma_db = 0;
    double snr_db = 0;  // within its width
};

// The strongest between the two frequencies, relative to the middle; nothing where none stands out.
std::optional<KnownTone> measure_tone(dsp::IqSpan samples, double sample_rate_hz, double low_hz, double high_hz);

}  // namespace boresight::survey
