// SPDX-License-Identifier: GPL-3.0-or-later
// Which carriers of 3G a sweep listens to, beside LTE or instead of it, of those that a scan heard, and why. Pure; any
// thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/aim_for.h"
#include "survey/sweep_carriers.h"

namespace boresight::app {

struct UmtsToSweep {
    std::vector<survey::SweepCarrier> carriers;  // not usable: listened to, but never aimed for
    std::vector<std::string> why;                // a sentence each
};

// Beside LTE: the microcell's carrier, and the loudest of those that the hotspot has; few, since every look at them is
// one at LTE less.
UmtsToSweep umts_beside_lte(std::span<const survey::UmtsScanCell> heard, const AimFor& who);

// 3G alone: the loudest of the operator. Those that the hotspot hasn't, and the microcell's, are never aimed for.
UmtsToSweep umts_instead(std::span<const survey::UmtsScanCell> heard, const AimFor& who);

// Whether the hotspot has this carrier of 3G; nothing: it isn't known.
std::optional<bool> has_umts(const AimFor& who, double frequency_hz);

}  // namespace boresight::app
