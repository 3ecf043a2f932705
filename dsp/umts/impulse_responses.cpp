// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/impulse_responses.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::dsp::umts {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double pass_share = 0.75;  // of the half width: from there to its end the band falls off
constexpr std::size_t lag_chips = furthest_lag / lags_per_chip;
constexpr std::size_t span_chips = unit_chips + 2 * lag_chips;

}  // namespace

ImpulseResponses::ImpulseResponses()
    : forward_(size_, Fft::Direction::forward),
      inverse_(lags_per_chip * size_, Fft::Direction::inverse),
      codes_(units_per_frame, IqBuffer(size_)),
      chips_(size_),
      spectrum_(size_),
      wide_(lags_per_chip * size_),
      lags_(lags_per_chip * size_) {
    static_assert(span_chips <= size_);
}

void ImpulseResponses::prepare_band(double half_width_hz) {
    if (half_width_hz == half_width_hz_) return;
    half_width_hz_ = half_width_hz;
    psc_ = -1;
    band_.resize(size_);
    share_ = 0;
    for (std::size_t i = 0; i < size_; ++i) {
        const double bin = static_cast<double>(std::min(i, size_ - i));
        const double at = bin * chip_rate_hz / static_cast<double>(size_) / half_width_hz;
        const double fall = std::clamp((at - pass_share) / (1 - pass_share), 0.0, 1.0);
        band_[i] = static_cast<float>((1 + std::cos(pi * fall)) / 2);
        share_ += static_cast<double>(band_[i] * band_[i]) / static_cast<double>(size_);
    }
    for (std::size_t i = 0; i < size_; ++i) spectrum_[i] = band_[i];
    inverse(spectrum_);
    pulse_.assign(lag_count, 0);
    double most = 0;
    for (std::size_t lag = lag_count; lag-- > 0;) {
        most = std::max(most, static_cast<double>(std::norm(lags_[lag])));
        pulse_[lag] = most;
    }
    for (double& power : pulse_) power /= most;
}

void ImpulseResponses::prepare_codes(int psc) {
    if (psc == psc_) return;
    psc_ = psc;
    // The pilot is 1 + j times the code (TS 25.211 5.3.3.1); RSCP counts both parts of it.
    const double unity = 2.0 * unit_chips * size_ * std::sqrt(lags_per_chip * share_);
    const Sample pilot = Sample(1, 1) / static_cast<float>(unity);
    const IqBuffer code = scrambling_code(psc);
    for (std::size_t u = 0; u < units_per_frame; ++u) {
        std::fill(chips_.begin(), chips_.end(), Sample{});
        for (std::size_t k = 0; k < unit_chips; ++k) chips_[k] = pilot * code[u * unit_chips + k];
        forward_.execute(chips_.data(), codes_[u].data());
        for (Sample& bin : codes_[u]) bin = std::conj(bin);
    }
}

// Leaves the chips from `first_chip` on in spectrum_, of this band only; returns their power over the whole 3.84 MHz.
double ImpulseResponses::transform(IqSpan samples, const Alignment& alignment, double first_chip) {
    std::fill(chips_.begin(), chips_.end(), Sample{});
    sampler_.sample(samples, alignment, first_chip, span_chips, chips_.data());
    forward_.execute(chips_.data(), spectrum_.data());
    double power = 0;
    for (std::size_t i = 0; i < size_; ++i) {
        spectrum_[i] *= band_[i];
        power += static_cast<double>(std::norm(spectrum_[i]));
    }
    return power / (static_cast<double>(size_ * span_chips) * share_);
}

// Into lags_, two a chip.
void ImpulseResponses::inverse(const IqBuffer& spectrum) {
    const auto half = static_cast<std::ptrdiff_t>(size_ / 2);
    std::copy(spectrum.begin(), spectrum.begin() + half, wide_.begin());
    std::copy(spectrum.begin() + half, spectrum.end(), wide_.end() - half);
    inverse_.execute(wide_.data(), lags_.data());
}

// chips_ began lag_chips before the unit.
void ImpulseResponses::correlate(const IqBuffer& code, Sample* response) {
    for (std::size_t i = 0; i < size_; ++i) spectrum_[i] *= code[i];
    inverse(spectrum_);
    std::copy_n(lags_.begin(), lag_count, response);
}

void ImpulseResponses::take(IqSpan matched, IqSpan received, const Alignment& alignment, double half_width_hz) {
    prepare_band(half_width_hz);
    prepare_codes(alignment.psc);
    const PieceRange units = whole_pieces(matched.size(), alignment, unit_chips, lag_chips, lag_chips);
    count_ = units.count;
    responses_.resize(count_ * lag_count);
    received_.resize(count_);
    const bool same = matched.data() == received.data();
    for (std::size_t u = 0; u < count_; ++u) {
        const std::ptrdiff_t number = units.first + static_cast<std::ptrdiff_t>(u);
        const double first = static_cast<double>(number) * unit_chips - lag_chips;
        if (!same) received_[u] = transform(received, alignment, first);
        const double power = transform(matched, alignment, first);
        if (same) received_[u] = power;
        correlate(codes_[place_in_frame(number, units_per_frame)], &responses_[u * lag_count]);
    }
}

}  // namespace boresight::dsp::umts
