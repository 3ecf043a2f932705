// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/known_tone.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/core/decibel.h"
#include "dsp/spectrum/band_power.h"

namespace boresight::survey {

namespace {

constexpr std::size_t fft_size = 4096;
constexpr double least_snr_db = 10;

}  // namespace

std::optional<KnownTone> measure_tone(dsp::IqSpan samples, double sample_rate_hz, double low_hz, double high_hz) {
    if (samples.size() < fft_size) return std::nullopt;
    dsp::spectrum::Welch welch(sample_rate_hz, fft_size);
    welch.add(samples);
    const dsp::spectrum::Spectrum spectrum = welch.result();
    std::optional<std::size_t> peak;
    for (std::size_t bin = 0; bin < spectrum.bins(); ++bin) {
        const double hz = spectrum.frequency_hz(bin);
        if (hz >= low_hz && hz <= high_hz && (!peak || spectrum.mean[bin] > spectrum.mean[*peak])) peak = bin;
    }
    if (!peak) return std::nullopt;
    const double offset_hz = spectrum.frequency_hz(*peak);
    const auto band = dsp::spectrum::measure_band(spectrum, dsp::spectrum::estimate_noise_floor(spectrum),
                                                  offset_hz - tone_half_width_hz, offset_hz + tone_half_width_hz);
    if (!band || !band->snr || dsp::db_from_power(*band->snr) < least_snr_db) return std::nullopt;
    return KnownTone{.offset_hz = offset_hz,
                     .power_dbfs = dsp::db_from_power(band->power - band->noise),
                     .sigma_db = 10 / std::numbers::ln10 * band->power_relative_sigma,
                     .snr_db = dsp::db_from_power(*band->snr)};
}

}  // namespace boresight::survey
