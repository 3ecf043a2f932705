// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/window.h"

#include <complex>
// <complex> first, so that liquid takes its types for its own.
#include <liquid/liquid.h>

#include <cmath>
#include <numbers>

namespace boresight::dsp {

namespace {

constexpr float kaiser_beta = 3 * std::numbers::pi_v<float>;

}  // namespace

FloatBuffer make_window(Window window, std::size_t points) {
    FloatBuffer values(points);
    const auto n = static_cast<unsigned>(points);
    for (unsigned i = 0; i < n; ++i)
        values[i] = window == Window::kaiser ? liquid_kaiser(i, n + 1, kaiser_beta) : liquid_hann(i, n + 1);
    return values;
}

double main_lobe_bins(Window window) {
    constexpr double alpha = 3;  // beta / pi
    return window == Window::kaiser ? std::sqrt(1 + alpha * alpha) : 2;
}

double side_lobe_db(Window window) {
    return window == Window::kaiser ? -69 : -31;
}

double enbw_bins(std::span<const float> window) {
    double sum = 0, squares = 0;
    for (const float w : window) {
        sum += w;
        squares += static_cast<double>(w) * w;
    }
    return static_cast<double>(window.size()) * squares / (sum * sum);
}

}  // namespace boresight::dsp
