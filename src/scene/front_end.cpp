// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/front_end.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::scene {
namespace {

constexpr double thermal_dbm_per_hz = -173.98;  // at 290 K
constexpr double dc_angle = 0.7;                // of the spur, anywhere

}  // namespace

FrontEnd::FrontEnd(const Receiver& receiver, std::uint64_t seed)
    : receiver_(receiver), spurs_(receiver.spurs), noise_(seed) {
    if (receiver.limit_dbfs) per_limit_ = static_cast<float>(std::pow(10.0, -*receiver.limit_dbfs / 10));
}

// By how much the stage before the converter turns down an amplitude: 3 dB where it would give all that it can.
float FrontEnd::limited(float power) const {
    return 1 / std::sqrt(1 + power * per_limit_);
}

float FrontEnd::converted(float value) const {
    const auto steps = static_cast<float>(1 << (receiver_.adc_bits - 1));
    return std::clamp(std::rint(value * steps), -steps, steps - 1) / steps;
}

void FrontEnd::pass(std::span<std::complex<float>> samples, double rate_hz, double gain_db, std::int64_t first) {
    const double noise_dbm = thermal_dbm_per_hz + receiver_.noise_figure_db + 10 * std::log10(rate_hz);
    const auto noise = static_cast<float>(std::pow(10.0, noise_dbm / 20) / std::numbers::sqrt2);
    const auto scale = static_cast<float>(std::pow(10.0, (gain_db - receiver_.full_scale_dbm) / 20));
    const std::complex<float> dc(std::polar(std::pow(10.0, receiver_.dc_dbfs / 20), dc_angle));
    const double skew = receiver_.iq_phase_deg * std::numbers::pi / 180;
    const double q_gain = std::pow(10.0, receiver_.iq_gain_db / 20);
    const auto q_from_q = static_cast<float>(q_gain * std::cos(skew));
    const auto q_from_i = static_cast<float>(q_gain * std::sin(skew));
    spurs_.add_radio(first, samples);
    for (auto& sample : samples) {
        float i = scale * (sample.real() + noise * noise_.next());
        float q = scale * (sample.imag() + noise * noise_.next());
        if (per_limit_ > 0) {
            const float share = limited(i * i + q * q);
            i *= share;
            q *= share;
        }
        sample = {i + dc.real(), q_from_q * q + q_from_i * i + dc.imag()};
    }
    spurs_.add_baseband(first, samples);
    for (auto& sample : samples) sample = {converted(sample.real()), converted(sample.imag())};
}

}  // namespace boresight::scene
