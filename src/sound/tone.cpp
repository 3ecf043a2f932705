// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/tone.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::sound {

namespace {

constexpr double mean_hz = 440;
constexpr double octave_db = 12;
constexpr double most_octaves = 2;
constexpr double loudness = 0.3;  // of full scale
constexpr double glide_s = 0.03;
constexpr double swell_s = 0.015;
constexpr double silent = 1e-4;  // beside the loudness it isn't heard any more

double share_of_way(double time_s, double rate_hz) {
    return 1 - std::exp(-1 / (time_s * rate_hz));
}

}  // namespace

double pitch_hz(double over_mean_db) {
    return mean_hz * std::exp2(std::clamp(over_mean_db / octave_db, -most_octaves, most_octaves));
}

ToneGenerator::ToneGenerator(double rate_hz)
    : rate_hz_(rate_hz), glide_(share_of_way(glide_s, rate_hz)), swell_(share_of_way(swell_s, rate_hz)) {}

void ToneGenerator::set(std::optional<double> hz) {
    wanted_hz_ = hz;
    if (hz && loudness_ < silent) hz_ = *hz;  // begins where it is wanted: nobody hears it glide
}

void ToneGenerator::render(std::span<float> samples) {
    const double wanted_loudness = wanted_hz_ ? loudness : 0;
    const double wanted_hz = wanted_hz_.value_or(hz_);
    for (float& sample : samples) {
        hz_ += glide_ * (wanted_hz - hz_);
        loudness_ += swell_ * (wanted_loudness - loudness_);
        phase_ += hz_ / rate_hz_;
        phase_ -= std::floor(phase_);
        sample = static_cast<float>(loudness_ * std::sin(2 * std::numbers::pi * phase_));
    }
}

}  // namespace boresight::sound
