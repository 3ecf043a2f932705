// SPDX-License-Identifier: GPL-3.0-or-later
// Where one more stop would settle most between carriers that can't be told apart: by how much the throughput of the
// carrier that is chosen then is expected to exceed that of the one chosen now (knowledge gradient). At a stop every
// cell of every carrier is heard; each reading that is to be expected says which draws of the fits would be left.
// Azimuths in degrees. Pure; nothing fails; some 50 ms.
#pragma once

#include <optional>
#include <span>

#include "aim/capacity.h"

namespace boresight::aim {

struct StopCosts {
    double azimuth_sigma_deg = 0;            // of setting the antenna
    double from_deg = 0;                     // where it points now
    double stop_s = 20, turn_s_per_deg = 0;  // of one stop, and of turning to it
};

// One of the candidates; nothing where the choice isn't undecided, or where no stop is expected to gain a worthwhile
// part of what choosing now may cost.
std::optional<double> settling_azimuth(std::span<const Carrier> carriers, const CapacityChoice& choice,
                                       std::span<const double> candidates_deg, const StopCosts& costs);

}  // namespace boresight::aim
