// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds for powers of noise: a mean of `count` independent exponentials of mean 1 (chi-square with 2 count degrees
// of freedom), as sums of correlation powers are.
#pragma once

#include <cmath>

namespace boresight::dsp {

// What such a mean passes with probability p < 0.5. After Wilson and Hilferty, the normal quantile after Abramowitz and
// Stegun 26.2.23.
inline double exponential_mean_quantile(double count, double p) {
    const double t = std::sqrt(-2 * std::log(p));
    const double z =
        t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
    return std::pow(1 - 1 / (9 * count) + z / (3 * std::sqrt(count)), 3);
}

}  // namespace boresight::dsp
