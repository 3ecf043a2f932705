// SPDX-License-Identifier: GPL-3.0-or-later
// From the peaks of the draws to a bearing: its median and 95 % interval, or several arcs where they fall apart.
// Azimuths in degrees; intervals run clockwise from low to high. Pure; nothing fails.
#pragma once

#include <span>
#include <vector>

namespace boresight::aim {

struct Arc {
    double low_deg = 0, high_deg = 0;
    double centre_deg = 0;  // median of the peaks nearest to it
    double probability = 0;
};

struct Bearing {
    double azimuth_deg = 0;
    double low_deg = 0, high_deg = 0;  // with several arcs: from the first to the last
    std::vector<Arc> arcs;             // more than one: tied; the likeliest first

    bool tied() const { return arcs.size() > 1; }
    double half_width_deg() const;       // the larger of the two sides
    double mean_half_width_deg() const;  // of both
};

// `scale` moves both ends to the median (below 1) or from it. `peaks_deg` isn't empty.
Bearing bearing_of(std::span<const double> peaks_deg, double recommended_deg, double scale);

}  // namespace boresight::aim
