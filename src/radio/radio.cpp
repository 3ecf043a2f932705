// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/radio.h"

#include <algorithm>
#include <cmath>

namespace boresight::radio {

bool RadioLimits::reaches(double frequency_hz) const {
    return tuner.empty() ||
           std::any_of(tuner.begin(), tuner.end(),
                       [frequency_hz](const catalog::FrequencyRange& range) { return range.contains(frequency_hz); });
}

std::optional<double> RadioLimits::rate_of_at_least(double sample_rate_hz) const {
    std::optional<double> least;
    for (const RateRange& range : rates) {
        double rate = std::max(range.low_sps, sample_rate_hz);
        if (range.step_sps > 0)
            rate = range.low_sps + std::ceil((rate - range.low_sps) / range.step_sps - 1e-6) * range.step_sps;
        if (rate <= range.high_sps && (!least || rate < *least)) least = rate;
    }
    return least;
}

}  // namespace boresight::radio
