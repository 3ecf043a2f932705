// SPDX-License-Identifier: GPL-3.0-or-later
// The fit of one cell: where its power is largest, how surely, and whether the direction matters at all. It weighs
// three models (no usable direction, one path, two paths) and gives dwells that don't fit less weight. Azimuths in
// degrees on the scale of the stops, levels and gains in dB. Pure; nothing fails; a fit takes some 50 ms.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "aim/bearing.h"
#include "aim/draws.h"
#include "aim/likelihood.h"

namespace boresight::aim {

constexpr std::size_t least_heard_stops = 5;  // a cell detected at fewer isn't fitted

struct Value {
    double value = 0, low = 0, high = 0;  // 95 %
};

struct SweepSetting {
    double beamwidth_deg = 0;      // half-power width from the antenna's profile
    double azimuth_sigma_deg = 0;  // random error of setting the antenna
    double present_deg = 0;        // where the antenna points now: what gains are counted from
    // The antenna's measured pattern, if known: it is fitted instead of a lobe, and its width counts instead of
    // beamwidth_deg.
    std::shared_ptr<const Pattern> pattern = {};
};

struct SecondPathFit {
    Value azimuth_deg;
    double power_db = 0;  // relative to the main path
};

// From one stop on the level was another one, through no fault of the direction.
struct LevelStep {
    std::size_t first = 0;  // stop from which on
    double step_db = 0;     // the later less the earlier
};

struct CellFit {
    double p_isotropic = 0, p_single = 0, p_two = 0;
    bool usable_direction = false;
    double contrast_db = 0;  // between peak and median over the circle: 90 % sure to be exceeded
    double recommended_deg = 0;
    Bearing bearing;
    Value gain_over_present_db;
    double level_db = 0;                  // at the recommended azimuth
    std::optional<SecondPathFit> second;  // where two paths are likely
    double mean_skew = 0;                 // mean of its absolute value
    std::vector<std::size_t> doubted;     // stops not used at full weight
    bool inconsistent = false;            // too many doubtful stops to repair
    double revisit_db = 0;                // what a second visit differs by
    double fastest_drift = 0;             // probability of the fastest drift of the grid
    Response best;                        // most probable response
    std::vector<double> mean_gain_db;     // over the circle, relative to the peak: one a degree
    std::vector<Draw> draws;              // of one and two paths: 600, some 80 kB
    Value flat_level_db;                  // what is received everywhere, if direction doesn't matter
    double dwell_db = 0;                  // median sigma of the readings heard
    std::optional<LevelStep> step;        // found by a second visit, and taken out
    double marks_ratio = 1;               // how many times worse than stated the antenna was set, judged on the flanks
    std::shared_ptr<const Pattern> pattern = {};  // that the responses refer to
};

// Nothing where fewer than least_heard_stops readings are detected.
std::optional<CellFit> fit_cell(std::span<const Stop> stops, std::span<const Reading> readings,
                                const SweepSetting& setting);

}  // namespace boresight::aim
