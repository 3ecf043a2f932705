// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/channel_power.h"

#include <array>
#include <cmath>
#include <complex>
#include <utility>
#include <vector>

#include "dsp/core/decibel.h"
#include "dsp/lte/numerology.h"
#include "dsp/spectrum/band_power.h"

namespace boresight::survey {

namespace {

constexpr std::size_t fft_size = 256;
constexpr double half_width_hz = 540e3;  // of six resource blocks

std::vector<dsp::Sample> without_mean(dsp::IqSpan piece) {
    std::complex<double> sum = 0;
    for (const dsp::Sample& s : piece) sum += std::complex<double>(s);
    const dsp::Sample mean(sum / static_cast<double>(piece.size()));
    std::vector<dsp::Sample> out(piece.begin(), piece.end());
    for (dsp::Sample& s : out) s -= mean;
    return out;
}

}  // namespace

double channel_width_hz(int n_rb_dl) {
    constexpr std::array<std::pair<int, double>, 6> widths{
        {{6, 1.4e6}, {15, 3e6}, {25, 5e6}, {50, 10e6}, {75, 15e6}, {100, 20e6}}};
    for (const auto& [n_rb, width_hz] : widths)
        if (n_rb == n_rb_dl) return width_hz;
    return 0;
}

void ChannelPower::add(dsp::IqSpan piece) {
    if (piece.empty()) return;
    if (!middle_) middle_ = std::make_shared<dsp::spectrum::Welch>(dsp::lte::base_rate_hz, fft_size);
    middle_->add(without_mean(piece));
    middle_->interrupt();
}

void ChannelPower::set_edge(dsp::IqSpan piece) {
    if (piece.empty()) return;
    dsp::spectrum::Welch edge(dsp::lte::base_rate_hz, fft_size);
    edge.add(without_mean(piece));
    if (edge.frames() > 0) noise_density_ = dsp::spectrum::estimate_noise_floor(edge.result()).density;
}

std::optional<store::BandReading> ChannelPower::reading(double frequency_hz) const {
    if (!middle_ || middle_->frames() == 0) return std::nullopt;
    const auto measured = dsp::spectrum::measure_band(middle_->result(), {.density = noise_density_.value_or(0)},
                                                      -half_width_hz, half_width_hz);
    if (!measured || !(measured->power > 0)) return std::nullopt;
    const double to_db = 10 / std::log(10);
    store::BandReading reading{.low_hz = frequency_hz + measured->low_hz, .high_hz = frequency_hz + measured->high_hz};
    reading.power_dbfs = dsp::db_from_power(measured->power);
    reading.sigma_db = to_db * measured->power_relative_sigma;
    if (!noise_density_) return reading;
    reading.noise_dbfs = dsp::db_from_power(measured->noise);
    if (measured->snr && *measured->snr > 0) {
        reading.snr_db = dsp::db_from_power(*measured->snr);
        reading.sigma_db = to_db * measured->snr_relative_sigma;
    }
    return reading;
}

}  // namespace boresight::survey
