// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/diversity.h"

#include <complex>
#include <numbers>

namespace boresight::dsp::lte {

void demap_qpsk(std::span<const Element> elements, int ports, double noise, std::vector<float>& soft) {
    const auto gain = static_cast<float>(2 * std::numbers::sqrt2 / noise);
    const auto put = [&soft](Sample x) {
        soft.push_back(x.real());
        soft.push_back(x.imag());
    };
    if (ports == 1) {
        for (const Element& e : elements) put(gain * std::conj(e.h[0]) * e.y);
        return;
    }
    const float half_gain = gain * std::numbers::sqrt2_v<float> / 2;
    for (std::size_t i = 0; i + 1 < elements.size(); i += 2) {
        // Two ports take every pair; four take turns, 0 with 2 and 1 with 3.
        const std::size_t first = ports == 2 ? 0 : i / 2 % 2;
        const std::size_t second = ports == 2 ? 1 : first + 2;
        const Element& p = elements[i];
        const Element& q = elements[i + 1];
        put(half_gain * (std::conj(p.h[first]) * p.y + q.h[second] * std::conj(q.y)));
        put(half_gain * (std::conj(q.h[first]) * q.y - p.h[second] * std::conj(p.y)));
    }
}

}  // namespace boresight::dsp::lte
