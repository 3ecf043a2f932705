// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace boresight::report {

std::vector<Tick> ticks_between(double low, double high, int most) {
    if (!(low < high) || most < 1 || !std::isfinite(low) || !std::isfinite(high)) return {};
    const double least_step = (high - low) / most;
    const double power = std::pow(10.0, std::floor(std::log10(least_step)));
    double step = 10 * power;
    for (const double factor : {5.0, 2.0, 1.0})
        if (factor * power >= least_step) step = factor * power;
    const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
    std::vector<Tick> ticks;
    for (double n = std::ceil(low / step - 1e-9); n * step <= high + 1e-9 * step; ++n)
        ticks.push_back({n * step, fmt::format("{:.{}f}", n * step + 0.0, decimals)});
    return ticks;
}

}  // namespace boresight::report
