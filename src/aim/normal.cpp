// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/normal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace boresight::aim {

double normal_cdf(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double quick_normal_cdf(double x) {
    constexpr double reach = 6;
    constexpr std::size_t steps_a_unit = 128, steps = static_cast<std::size_t>(2 * reach) * steps_a_unit;
    static const std::array<double, steps + 2> table = [] {
        std::array<double, steps + 2> out{};
        for (std::size_t k = 0; k < out.size(); ++k) out[k] = normal_cdf(static_cast<double>(k) / steps_a_unit - reach);
        return out;
    }();
    const double place = (std::clamp(x, -reach, reach) + reach) * steps_a_unit;
    const auto below = static_cast<std::size_t>(place);
    return table[below] + (place - static_cast<double>(below)) * (table[below + 1] - table[below]);
}

double normal_quantile(double p) {
    // Bisection on the distribution itself: exact to the last digits everywhere, and rarely called.
    double low = -40, high = 40;
    for (int step = 0; step < 80; ++step) {
        const double middle = 0.5 * (low + high);
        (normal_cdf(middle) < p ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

double log_of_sum(std::span<const double> logs) {
    double most = -std::numeric_limits<double>::infinity();
    for (const double value : logs) most = std::max(most, value);
    if (!std::isfinite(most)) return most;
    double sum = 0;
    for (const double value : logs) sum += std::exp(value - most);
    return most + std::log(sum);
}

double quantile_of(std::span<const double> sorted, double share) {
    const double rank = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (rank - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double median_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return quantile_of(values, 0.5);
}

}  // namespace boresight::aim
