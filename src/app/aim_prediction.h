// SPDX-License-Identifier: GPL-3.0-or-later
// What a map foretells of a sweep whose tower is known: which way it lies and how much free space takes, each with the
// error that those of both positions make, beside the bearing that was measured. It is a prediction: hills, trees and
// reflections aren't in it, and whether the tower is the one that is heard isn't either. True bearings in degrees, two
// of them agree where they are no further apart than their 95 % intervals together. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "aim/scale.h"
#include "aim/verdict.h"
#include "platform/rough_position.h"
#include "pose/geodesic.h"

namespace boresight::app {

// What is known before anything is measured.
struct PredictionKnowledge {
    RoughPosition tower;
    RoughPosition place;  // of the antenna
    std::optional<double> declination_deg;
    std::optional<double> frequency_hz;  // of the carrier that is aimed for
};

struct AimPrediction {
    PredictionKnowledge known;
    pose::GeodesicWay way;
    std::optional<pose::MagneticBearing> magnetic;
    std::optional<double> scale_deg;         // what the sweep's scale reads there; nothing: not tied to north
    std::optional<double> free_space_db;     // between isotropic antennas
    std::optional<double> measured_deg;      // true; nothing: no bearing, or a scale that isn't tied to north
    std::optional<double> apart_deg;         // measured less predicted, -180 up to 180
    std::optional<double> may_be_apart_deg;  // by both uncertainties, 95 %

    double half_width_deg() const;  // of the predicted bearing, 95 %
    std::optional<bool> agrees() const;
};

AimPrediction predict(const PredictionKnowledge& known, const aim::Verdict& verdict, const aim::Scale& scale);

// "Predicted from the map, not measured: ..."
std::string prediction_words(const AimPrediction& prediction);

}  // namespace boresight::app
