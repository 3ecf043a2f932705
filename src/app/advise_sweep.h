// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep's carriers for the ranking: what its fits expect of each with the antenna turned to where the sweep says, or
// to an azimuth that was asked for. Azimuths in degrees on the sweep's scale. Pure.
#pragma once

#include <optional>
#include <vector>

#include "advise/ranking.h"
#include "app/advise_readings.h"

namespace boresight::app {

struct SweptPointing {
    double azimuth_deg = 0;
    std::optional<double> low_deg, high_deg;  // 95 % of the bearing, where the azimuth is the sweep's own
    aim::VerdictKind kind = aim::VerdictKind::not_enough;
    std::vector<advise::MeasuredCell> cells;
};

// `question` tells which carriers can be used: the best of those decides where to point.
SweptPointing point_by_sweep(const MeasuredSweep& sweep, const advise::RankingQuestion& question,
                             std::optional<double> asked_deg);

}  // namespace boresight::app
