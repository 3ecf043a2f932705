// SPDX-License-Identifier: GPL-3.0-or-later
// What an antenna that turns receives of one or two paths: a lobe like a von Mises density, or the antenna's measured
// pattern, whose width and skew are free, over one floor for side lobes, back lobe and diffuse power together. Azimuths
// and widths in degrees, powers relative to the main path. Pure; nothing fails.
#pragma once

#include <optional>
#include <span>

#include "aim/pattern.h"

namespace boresight::aim {

// Half-power width is h * exp(log_width + skew) for azimuths above the path's, h * exp(log_width - skew) below.
struct Lobe {
    double beamwidth_deg = 0;  // h: what the antenna's profile says
    double log_width = 0;
    double skew = 0;
    const Pattern* pattern = nullptr;  // if any: taken for the lobe, its angles stretched likewise; must outlive this
};

struct SecondPath {
    double azimuth_deg = 0;
    double power_db = 0;  // below the main path: negative
};

struct Response {
    double azimuth_deg = 0;  // of the main path
    Lobe lobe;
    double floor_db = 0;
    std::optional<SecondPath> second;  // received through a lobe without skew

    double width_deg() const;
    double gain_db(double azimuth_deg) const;  // 0 dB: the main path and the floor, full on
};

// Power (1 full on) and its derivative per degree at each azimuth, of a path at `path_deg`.
void lobe_powers(const Lobe& lobe, double path_deg, std::span<const double> azimuths_deg, std::span<double> power,
                 std::span<double> slope_per_deg);

}  // namespace boresight::aim
