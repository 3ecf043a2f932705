// SPDX-License-Identifier: GPL-3.0-or-later
// How far beside its mark an antenna points that was turned to several azimuths around it, on its flanks say, judged by
// what a sweep has found out about the cell: all azimuths are off by the same angle, the level may be any. Draws of the
// sweep's fit and angles are weighed by the readings, with errors as in the fit (likelihood.h). Azimuths in degrees,
// clockwise positive, levels in dB. Pure; nothing fails; some 20 ms.
#pragma once

#include <optional>
#include <span>

#include "aim/draws.h"
#include "aim/dwell.h"
#include "aim/fit.h"

namespace boresight::aim {

struct OffsetSetting {
    double beamwidth_deg = 0;
    double azimuth_sigma_deg = 0;  // of each setting
};

// By 95 %. `meant_deg`: where the antenna was to be at each reading. Nothing where one of them heard nothing, where
// there are fewer than three, or without draws.
std::optional<Value> mount_offset(std::span<const Draw> draws, std::span<const double> meant_deg,
                                  std::span<const Reading> readings, const OffsetSetting& setting);

}  // namespace boresight::aim
