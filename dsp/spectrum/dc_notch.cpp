// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/spectrum/dc_notch.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace boresight::dsp::spectrum {

namespace {

constexpr std::size_t neighbours = 6;  // bins to either side whose mean replaces the spike
constexpr std::size_t fewest_bins = 32;
constexpr float least_spike = 2;  // over the neighbours' mean

float level_around(std::span<const float> values, std::size_t reach) {
    const std::size_t first = values.size() / 2 - reach, last = values.size() / 2 + reach;
    double sum = 0;
    for (std::size_t i = 1; i <= neighbours; ++i) sum += values[first - i] + values[last + i];
    return static_cast<float>(sum / (2 * neighbours));
}

std::span<float> middle_of(std::span<float> values, std::size_t reach) {
    return values.subspan(values.size() / 2 - reach, 2 * reach + 1);
}

void fill(std::span<float> values, std::size_t reach) {
    const float level = level_around(values, reach);
    std::ranges::fill(middle_of(values, reach), level);
}

}  // namespace

std::optional<DcNotch> notch_dc(Spectrum& spectrum) {
    if (spectrum.bins() < fewest_bins) return std::nullopt;
    const auto reach = static_cast<std::size_t>(std::ceil(main_lobe_bins(spectrum.window)));
    const float level = level_around(spectrum.mean, reach);
    if (!(spectrum.mean[spectrum.bins() / 2] > least_spike * level)) return std::nullopt;
    DcNotch notch;
    notch.high_hz = (static_cast<double>(reach) + 0.5) * spectrum.step_hz;
    notch.low_hz = -notch.high_hz;
    for (const float density : middle_of(spectrum.mean, reach)) notch.power += (density - level) * spectrum.step_hz;
    fill(spectrum.mean, reach);
    fill(spectrum.maximum, reach);
    for (std::size_t r = 0; r < spectrum.rows(); ++r)
        fill(std::span(spectrum.row_data).subspan(r * spectrum.bins(), spectrum.bins()), reach);
    return notch;
}

}  // namespace boresight::dsp::spectrum
