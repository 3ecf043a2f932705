// SPDX-License-Identifier: GPL-3.0-or-later
// Where a radio shows carriers, as a share of their frequency: by the error of its crystal all of them lie as many ppm
// too high (positive) or too low. A radio of which nothing is known is looked at 100 ppm either side, one that was
// calibrated 3 ppm about what was found. Plain values.
#pragma once

namespace boresight::survey {

constexpr double uncalibrated_ppm_window = 100;
constexpr double calibrated_ppm_window = 3;

struct PpmWindow {
    double around_ppm = 0;
    double reach_ppm = uncalibrated_ppm_window;  // either side

    double low_ppm() const { return around_ppm - reach_ppm; }
    double high_ppm() const { return around_ppm + reach_ppm; }
    bool contains(double ppm) const { return ppm >= low_ppm() && ppm <= high_ppm(); }
};

// By how much a clock that is fast shows carriers too low, and back: both are the same formula.
constexpr double shown_by_clock_ppm(double clock_ppm) {
    return -clock_ppm / (1 + clock_ppm * 1e-6);
}

}  // namespace boresight::survey
