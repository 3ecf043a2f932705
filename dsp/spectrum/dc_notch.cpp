// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/spectrum/dc_notch.h"

#include <algorithm>
#include <cmath>

namespace boresight::dsp::spectrum {

namespace {

constexpr std::size_t neighbours = 6;  // bins to either side whose mean replaces the spike
constexpr std::size_t fewest_bins = 32;

// Replaces the bins middle - reach .. middle + reach; returns the sum of what was above the neighbours' mean.
double fill(std::span<float> values, std::size_t reach) {
    const std::size_t middle = values.size() / 2;
    const std::size_t first = middle - reach, last = middle + reach;
    double around = 0;
    for (std::size_t i = 1; i <= neighbours; ++i) around += values[first - i] + values[last + i];
    const auto level = static_cast<float>(around / (2 * neighbours));
    double above = 0;
    for (std::size_t i = first; i <= last; ++i) {
        above += values[i] - level;
        values[i] = level;
    }
    return std::max(above, 0.0);
}

}  // namespace

DcNotch notch_dc(Spectrum& spectrum) {
    if (spectrum.bins() < fewest_bins) return {};
    const auto reach = static_cast<std::size_t>(std::ceil(main_lobe_bins(spectrum.window)));
    DcNotch notch;
    notch.high_hz = (static_cast<double>(reach) + 0.5) * spectrum.step_hz;
    notch.low_hz = -notch.high_hz;
    notch.power = fill(spectrum.mean, reach) * spectrum.step_hz;
    fill(spectrum.maximum, reach);
    for (std::size_t r = 0; r < spectrum.rows(); ++r)
        fill(std::span(spectrum.row_data).subspan(r * spectrum.bins(), spectrum.bins()), reach);
    return notch;
}

}  // namespace boresight::dsp::spectrum
