// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"
#include "dsp/spectrum/band_power.h"
#include "survey/band_power.h"
#include "survey/undecoded.h"

namespace boresight::survey {

namespace {

constexpr double looked_at_s = 0.08;
constexpr double window_reaches_db = 60;  // under all power in it: less may be side lobes of a tone, and rounding
constexpr double one_ppm = 1e-6;

// All that was captured, where nothing stands out of anything.
Unexplained whole(const dsp::spectrum::Spectrum& spectrum, std::optional<double> center_hz, double ppm_window) {
    const double half_hz = dsp::spectrum::usable_share / 2 * spectrum.sample_rate_hz, origin_hz = center_hz.value_or(0);
    return {.low_hz = origin_hz - half_hz,
            .high_hz = origin_hz + half_hz,
            .power_dbfs = dsp::db_from_power(integrate(spectrum, spectrum.mean, -half_hz, half_hz)),
            .snr_db = std::nullopt,
            .core_hz = 2 * half_hz,
            .middle_off_hz = origin_hz * ppm_window * one_ppm};
}

bool is_of_a_network(const Undecoded& what) {
    return what.kind == Undecoded::Kind::lte || what.kind == Undecoded::Kind::umts || what.kind == Undecoded::Kind::gsm;
}

}  // namespace

std::vector<Undecoded> undecoded_in(dsp::IqSpan samples, double sample_rate_hz, std::optional<double> center_hz,
                                    const ScanResult& found_cells, double ppm_window) {
    const std::size_t fft_size = power_fft_size(sample_rate_hz);
    samples = samples.first(std::min(samples.size(), static_cast<std::size_t>(looked_at_s * sample_rate_hz)));
    if (samples.size() < fft_size) return {};
    dsp::spectrum::Welch welch(sample_rate_hz, fft_size);
    welch.add(samples);
    dsp::spectrum::Spectrum spectrum = welch.result();
    notch_dc(spectrum);
    const dsp::spectrum::NoiseFloor floor = estimate_noise_floor(spectrum);
    if (!(floor.density > 0 && std::isfinite(floor.density))) return {};
    const std::vector<SpectrumChannel> channels = spectrum_channels(spectrum, floor, center_hz);
    std::vector<Explained> explained;
    for (const ScanCell& cell : found_cells.cells) explained.push_back(explained_by(cell, channels));
    for (const UmtsScanCell& cell : found_cells.umts_cells) explained.push_back(explained_by(cell));
    const double origin_hz = center_hz.value_or(0);
    std::vector<Unexplained> found =
        unexplained(spectrum, floor.density, origin_hz,
                    {origin_hz - sample_rate_hz / 2, origin_hz + sample_rate_hz / 2}, channels, explained);
    std::vector<Undecoded> out;
    KindMeter meter(sample_rate_hz);
    double power = 0;
    for (const dsp::Sample& sample : samples) power += std::norm(sample) / static_cast<double>(samples.size());
    const double least_dbfs = dsp::db_from_power(power) - window_reaches_db;
    std::erase_if(found, [&](const Unexplained& what) { return what.power_dbfs < least_dbfs; });
    for (const Unexplained& what : found)
        if (const auto judged = meter.judge(samples, origin_hz, what)) out.push_back(*judged);
    // A carrier as wide as the capture leaves no floor to stand out of.
    const Unexplained all = whole(spectrum, center_hz, ppm_window);
    if (!found_cells.found_a_cell() && all.power_dbfs > least_dbfs &&
        std::none_of(out.begin(), out.end(), is_of_a_network))
        if (const auto judged = meter.judge(samples, origin_hz, all)) out.push_back(*judged);
    std::sort(out.begin(), out.end(), [](const Undecoded& a, const Undecoded& b) { return a.low_hz < b.low_hz; });
    return out;
}

}  // namespace boresight::survey
