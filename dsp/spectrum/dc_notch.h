// SPDX-License-Identifier: GPL-3.0-or-later
// The spike that a receiver makes at the middle of its own spectrum. Where there is one, it is taken out by replacing
// the bins that the window spreads it over with the mean of their neighbours, which also takes out a true line there;
// so whoever shows a notched spectrum says so. Pure.
#pragma once

#include <optional>

#include "dsp/spectrum/welch.h"

namespace boresight::dsp::spectrum {

struct DcNotch {
    double low_hz = 0;  // what was replaced
    double high_hz = 0;
    double power = 0;  // of the spike, over what its neighbours suggest; full scale squared
};

// Notches mean, maximum and rows. Nothing happens to a spectrum of fewer than 32 bins, nor where the middle doesn't
// stand 3 dB over its neighbours.
std::optional<DcNotch> notch_dc(Spectrum& spectrum);

}  // namespace boresight::dsp::spectrum
