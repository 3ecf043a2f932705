// SPDX-License-Identifier: GPL-3.0-or-later
// Names over stretches of an axis, stacked in lanes so that none covers another and none leaves the picture. Pure.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "report/spectrum_svg.h"

namespace boresight::report {

constexpr double character_width = 6.3;  // about, of 12 point sans-serif

struct PlacedMark {
    std::string name;  // shortened where even the whole width is too narrow for it
    double low_x = 0;
    double high_x = 0;
    double text_x = 0;  // of the text's middle
    std::size_t lane = 0;
    bool carrier = false;
};

struct MarkLanes {
    std::vector<PlacedMark> marks;
    std::size_t lanes = 0;
};

// Marks that lie outside of left .. right are left out.
MarkLanes arrange_marks(const std::vector<SpectrumMark>& marks, double left, double right,
                        const std::function<double(double)>& x_of);

}  // namespace boresight::report
