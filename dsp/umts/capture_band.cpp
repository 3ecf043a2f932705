// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/capture_band.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/core/decibel.h"

namespace boresight::dsp::umts {

namespace {

constexpr double roll_off = 0.22;
constexpr double pulse_flat_hz = (1 - roll_off) / 2 * chip_rate_hz, pulse_end_hz = (1 + roll_off) / 2 * chip_rate_hz;
constexpr double filter_flat = 0.43, filter_end = 0.52;  // of the rate, as radios have it
constexpr double filter_sure = 0.40;
constexpr double step_hz = 1e3;

// From 1 at `flat` to 0 at `end`, half a period of a cosine between.
double fall(double at, double flat, double end) {
    const double share = std::clamp((std::abs(at) - flat) / (end - flat), 0.0, 1.0);
    return (1 + std::cos(std::numbers::pi * share)) / 2;
}

}  // namespace

double band_loss_db(const CaptureBand& band) {
    double held = 0, all = 0;
    for (double f = -pulse_end_hz; f <= pulse_end_hz; f += step_hz) {
        const double pulse = fall(f, pulse_flat_hz, pulse_end_hz);
        const double filter = fall((f + band.carrier_hz) / band.rate_hz, filter_flat, filter_end);
        held += pulse * filter * filter;
        all += pulse;
    }
    return db_from_power(held / all);
}

double flat_half_width_hz(const CaptureBand& band) {
    return std::clamp(filter_sure * band.rate_hz - std::abs(band.carrier_hz), 0.0, pulse_flat_hz);
}

}  // namespace boresight::dsp::umts
