// SPDX-License-Identifier: GPL-3.0-or-later
// The pattern of the receiving antenna: of a table, or drawn from a seed: a main lobe that is neither symmetric nor of
// the shape a fit would assume, and side lobes that differ on both sides. Power gain relative to its peak, 1 at 0
// degrees. Constant after construction.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "scene/world.h"

namespace boresight::scene {

class Lobe {
public:
    Lobe(double beamwidth_deg, std::uint64_t seed);
    // Straight lines in dB between the points and around, whose angles rise within one turn.
    explicit Lobe(std::span<const PatternPoint> pattern);

    double gain(double off_boresight_deg) const;  // any angle

private:
    void put_peak_ahead();

    std::vector<double> table_;
};

}  // namespace boresight::scene
