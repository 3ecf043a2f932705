// SPDX-License-Identifier: GPL-3.0-or-later
// At which of its sample rates a radio listens: one that lasts without losses, wide enough for what is asked. Samples
// per second. Any thread.
#pragma once

#include "radio/radio.h"

namespace boresight::survey {

// For cells of LTE: 1.92 MS/s or the next rate the radio has; 9.6 MS/s or the next, for several carriers at once, where
// the radio lasts at it. Throws an Error where the radio is too slow.
double search_rate_hz(const radio::Radio& radio);

// For cells of one carrier: 1.92 MS/s or the next rate. Throws an Error where the radio is too slow.
double narrow_search_rate_hz(const radio::Radio& radio);

// For cells of UMTS alone: 7.68 MS/s or the next rate, where the radio lasts at it; else what shows most of a carrier.
double umts_search_rate_hz(const radio::Radio& radio);

// For spectra: the widest up to 9.6 MS/s at which it lasts.
double power_rate_hz(const radio::Radio& radio);

// For SIB1 of a carrier: the least at which all of it is heard at once, where the radio has and lasts at it; else what
// shows the widest slice, 2.4 MS/s where it has that.
double naming_rate_hz(const radio::Radio& radio, int n_rb_dl);

// The least rate that shows a whole carrier, whatever the radio.
double whole_carrier_rate_hz(int n_rb_dl);

}  // namespace boresight::survey
