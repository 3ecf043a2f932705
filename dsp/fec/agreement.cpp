// SPDX-License-Identifier: GPL-3.0-or-later
// With x_i the soft bits, K(t) = sum of ln cosh(t x_i) is the cumulant generating function of the sum. For every t > 0
// the chance of reaching s is at most exp(K(t) - t s) (Chernoff); it is least where K'(t) = s, and there the chance is
// about that bound over t sqrt(2 pi K''(t)).
#include "dsp/fec/agreement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace boresight::dsp::fec {
namespace {

constexpr double least_energy = 1e-60;  // below it is silence, whose inverse might not be finite

struct Cumulants {
    double k = 0, slope = 0, curvature = 0;

    // Of the bound's logarithm: 0 where the formula, meant for smooth sums, would raise the bound.
    double sharpening(double t) const {
        return std::max(0.0, std::log(t) + 0.5 * std::log(2 * std::numbers::pi * std::max(curvature, 1e-300)));
    }
};

Cumulants cumulants(std::span<const float> soft, double t) {
    Cumulants sum;
    for (const float value : soft) {
        const double x = std::abs(static_cast<double>(value)), tx = t * x;
        const double tanh = std::tanh(tx);
        sum.k += tx - std::numbers::ln2 + std::log1p(std::exp(-2 * tx));
        sum.slope += x * tanh;
        sum.curvature += x * x * (1 - tanh * tanh);
    }
    return sum;
}

// ln cosh and tanh by table, for the quick way.
constexpr int steps_per_unit = 64;
constexpr int table_end = 12 * steps_per_unit;

struct Shape {
    float ln_cosh, tanh;
};

std::array<Shape, table_end + 1> make_shapes() {
    std::array<Shape, table_end + 1> shapes;
    for (int i = 0; i <= table_end; ++i) {
        const double x = static_cast<double>(i) / steps_per_unit;
        shapes[static_cast<std::size_t>(i)] = {static_cast<float>(std::log(std::cosh(x))),
                                               static_cast<float>(std::tanh(x))};
    }
    return shapes;
}

Cumulants quick_cumulants(std::span<const float> soft, float t) {
    static const std::array<Shape, table_end + 1> shapes = make_shapes();
    float k = 0, slope = 0, curvature = 0;
    for (const float value : soft) {
        const float x = std::abs(value), place = t * x * steps_per_unit;
        const Shape& shape = shapes[static_cast<std::size_t>(std::min<float>(place + 0.5F, table_end))];
        k += shape.ln_cosh + std::max(0.0F, place - table_end) / steps_per_unit;
        slope += x * shape.tanh;
        curvature += x * x * (1 - shape.tanh * shape.tanh);
    }
    return {k, slope, curvature};
}

}  // namespace

double log_chance(std::span<const float> soft, double sum) {
    constexpr int most_iterations = 50;
    constexpr double enough = 1e-6;
    double energy = 0;
    for (const float value : soft) energy += static_cast<double>(value) * value;
    if (sum <= 0 || energy < least_energy) return 0;
    // K' is concave and below t * energy: Newton's steps from here go up to the root and never beyond.
    double t = sum / energy;
    Cumulants at = cumulants(soft, t);
    for (int i = 0; i < most_iterations && sum - at.slope > enough * sum && at.curvature > 0; ++i) {
        t += (sum - at.slope) / at.curvature;
        at = cumulants(soft, t);
    }
    return std::min(0.0, at.k - t * sum - at.sharpening(t));
}

float sum_of_chance(std::span<const float> soft, double log_chance) {
    double energy = 0;
    for (const float value : soft) energy += static_cast<double>(value) * value;
    if (energy < least_energy) return 0;
    // The sum that Chernoff's bound allows at t is (K - log_chance) / t; at its least, t K' - K = -log_chance.
    constexpr double usual_t = 0.9;  // times the root mean square
    constexpr double slack = 0.3;    // of the logarithm, for the tables' steps
    constexpr int newton_steps = 2;
    double t = usual_t / std::sqrt(energy / static_cast<double>(soft.size()));
    Cumulants at = quick_cumulants(soft, static_cast<float>(t));
    const auto level = [&] { return -log_chance - at.sharpening(t) - slack; };
    for (int i = 0; i < newton_steps; ++i) {
        const double step = (t * at.slope - at.k - level()) / (t * std::max(at.curvature, 1e-300));
        t -= std::clamp(step, -t, t / 2);
        at = quick_cumulants(soft, static_cast<float>(t));
    }
    return static_cast<float>((at.k + level()) / t);
}

}  // namespace boresight::dsp::fec
