// SPDX-License-Identifier: GPL-3.0-or-later
// One made session from the first stop to the verdict, and how the verdict compares with the truth. Azimuths in
// degrees, levels in dB, times in seconds. Nothing fails; any thread.
#pragma once

#include <cstdint>
#include <optional>

#include "aim/fit.h"
#include "tests/proof/session.h"

namespace boresight::proof {

struct SweepRun {
    bool usable = false;
    bool refused = false;  // said that the direction doesn't matter
    bool covered = false, gain_covered = false;
    bool reached = false;   // ended because the direction was known to the target
    bool warned = false;    // that two paths may share the beam
    bool one_arc = false;   // the interval is one
    bool pointed = false;   // the verdict names an azimuth
    bool repaired = false;  // a step of the level was found and taken out
    double error_deg = 0, half_width_deg = 0, loss_db = 0;
    double stops = 0, duration_s = 0;
    double loudest_error_deg =
        0;  // of the loudest stop of the ring by one reading of the channel's power, as people do
};

// Twelve stops around the circle, the first again in the middle and at the end, six about what they say.
SweepRun fixed_sweep(const Scenario& scenario, std::uint64_t seed);

enum class FineStops {
    informed,  // where most is to be learned
    flanks,    // in turn
    peak,      // always where it is loudest, as people do
    anywhere,
};

struct PlanRecipe {
    FineStops fine = FineStops::informed;
    std::optional<std::size_t> ring_stops = {};  // nothing: as many as the beam needs
};

// As the plan of a live sweep asks.
SweepRun planned_sweep(const Scenario& scenario, const PlanRecipe& recipe, std::uint64_t seed);

// After the ring and two fine stops: how many more were announced, and how many it took.
struct ForecastRun {
    bool announced = false;  // that some number up to six would do
    bool reached = false;    // they did
    double stops = 0, taken = 0;
};
ForecastRun forecast_sweep(const Scenario& scenario, std::uint64_t seed);

// Whether a second visit to the reference alarms in a coarse ring.
bool reference_alarms(const Scenario& scenario, std::uint64_t seed);

struct PolarizationRun {
    bool a = false, b = false, equal = false;
    bool covered = false;
    double half_width_db = 0, duration_s = 0;
};

struct PolarizationRecipe {
    double difference_db = 0;  // by which B is better
    double off_peak_deg = 0;   // where it is compared
};

// Until the comparison ends.
PolarizationRun compare_polarizations(const Scenario& scenario, const PolarizationRecipe& recipe, std::uint64_t seed);

// Tilts there and back, and once more while undecided. Azimuths of the scenario are elevations.
struct TiltRun {
    bool better = false, equal = false;
    bool truly_better = false;  // the best tilt gains more than a decibel
    bool covered = false, gain_covered = false;
    double half_width_deg = 0, loss_db = 0, dwells = 0;
};
TiltRun compare_tilts(const Scenario& scenario, double present_deg, std::uint64_t seed);

// A fixed sweep on a scale whose zero is known to one sigma; the truth is the bearing from true north.
SweepRun true_north_sweep(const Scenario& scenario, double zero_sigma_deg, std::uint64_t seed);

}  // namespace boresight::proof
