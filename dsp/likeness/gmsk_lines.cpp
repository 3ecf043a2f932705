// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/likeness/gmsk_lines.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"
#include "dsp/spectrum/welch.h"

namespace boresight::dsp::likeness {

namespace {

constexpr std::size_t frame = 256;  // 0.53 ms: bursts last 0.58, and their phases have nothing to do with each other
constexpr double apart_hz = 1625e3 / 6;
constexpr double reach_hz = 2 * 40e3;  // of the middle of the two lines, which is twice the carrier's offset

}  // namespace

double gmsk_lines_db(IqSpan samples) {
    if (samples.size() < frame) return 0;
    IqBuffer squares(samples.size());
    std::transform(samples.begin(), samples.end(), squares.begin(), [](const Sample& x) { return x * x; });
    spectrum::Welch welch(gmsk_lines_rate_hz, frame);
    welch.add(squares);
    const spectrum::Spectrum squared = welch.result();
    std::vector<float> sorted(squared.mean);
    std::nth_element(sorted.begin(), sorted.begin() + frame / 2, sorted.end());
    const double median = sorted[frame / 2];
    if (!(median > 0)) return 0;
    const auto at = [&](double f) {
        const double bin = f / squared.step_hz + static_cast<double>(frame / 2);
        return bin < 0 || bin >= static_cast<double>(frame) - 1
                   ? 0.0
                   : squared.mean[static_cast<std::size_t>(std::lround(bin))];
    };
    double best = 0;
    for (double middle = -reach_hz; middle <= reach_hz; middle += squared.step_hz / 2)
        best = std::max(best, std::min(at(middle - apart_hz / 2), at(middle + apart_hz / 2)) / median);
    return best > 0 ? db_from_power(best) : 0;
}

}  // namespace boresight::dsp::likeness
