// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/radio.h"

#include <algorithm>
#include <cmath>

namespace boresight::radio {

std::string bring_back(const RadioName& name) {
    if (name.server.empty()) return "Plug it in again, into another socket if need be";
    return "See that the computer at " + name.server + " is on and in reach and that SoapySDRServer runs there";
}

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
