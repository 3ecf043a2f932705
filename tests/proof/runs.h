// SPDX-License-Identifier: GPL-3.0-or-later
// One made session from the first stop to the verdict, and how the verdict compares with the truth. Azimuths in
// degrees, levels in dB, times in seconds. Nothing fails; any thread.
#pragma once

#include <cstdint>

#include "tests/proof/session.h"

namespace boresight::proof {

struct SweepRun {
    bool usable = false;
    bool refused = false;  // said that the direction doesn't matter
    bool covered = false, gain_covered = false;
    bool reached = false;  // ended because the direction was known to the target
    double error_deg = 0, half_width_deg = 0, loss_db = 0;
    double stops = 0, duration_s = 0;
};

// Twelve stops around the circle, the first again in the middle and at the end, six about what they say.
SweepRun fixed_sweep(const Scenario& scenario, std::uint64_t seed);

// As the plan of a live sweep asks: fine stops where most is to be learned, or on the flanks in turn.
SweepRun planned_sweep(const Scenario& scenario, bool by_information, std::uint64_t seed);

struct PolarizationRun {
    bool a = false, b = false, equal = false;
    bool covered = false;
    double half_width_db = 0, duration_s = 0;
};

// At the peak, until the comparison ends; B is better by `difference_db`.
PolarizationRun compare_polarizations(const Scenario& scenario, double difference_db, std::uint64_t seed);

}  // namespace boresight::proof
