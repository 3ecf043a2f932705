// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/viridis.h"

#include <algorithm>
#include <cmath>

namespace boresight::report {

namespace {

// Points of the map, evenly spaced.
constexpr std::array<Colour, 9> points{{{68, 1, 84},
                                        {71, 44, 122},
                                        {59, 81, 139},
                                        {44, 113, 142},
                                        {33, 144, 141},
                                        {39, 173, 129},
                                        {92, 200, 99},
                                        {170, 220, 50},
                                        {253, 231, 37}}};

}  // namespace

Palette viridis() {
    Palette colours;
    for (std::size_t i = 0; i < colours.size(); ++i) {
        const double at = static_cast<double>(i) / 255 * (points.size() - 1);
        const auto k = std::min(static_cast<std::size_t>(at), points.size() - 2);
        const double share = at - static_cast<double>(k);
        const auto blend = [share](std::uint8_t a, std::uint8_t b) {
            return static_cast<std::uint8_t>(std::lround(a + share * (b - a)));
        };
        colours[i] = {blend(points[k].red, points[k + 1].red), blend(points[k].green, points[k + 1].green),
                      blend(points[k].blue, points[k + 1].blue)};
    }
    return colours;
}

}  // namespace boresight::report
