// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/scale.h"

#include <algorithm>
#include <cmath>

#include "aim/angle.h"

namespace boresight::aim {

namespace {

constexpr double north_sigma_deg = 0.5;  // of the declination, and of anyone's true north
constexpr double sigmas_of_95 = 1.96;
constexpr double whole_side_deg = 180;

ScaleZero zero_of(const Scale& scale) {
    if (scale.zero) return *scale.zero;
    return {.offset_deg = 0, .sigma_deg = scale.kind == ScaleKind::magnetic ? unchecked_compass_deg : 0};
}

}  // namespace

std::optional<double> to_true_deg(const Scale& scale, double scale_deg) {
    if (scale.kind == ScaleKind::mark && !scale.zero) return std::nullopt;
    if (scale.kind == ScaleKind::magnetic && !scale.declination_deg) return std::nullopt;
    const double declination_deg = scale.kind == ScaleKind::magnetic ? *scale.declination_deg : 0;
    return azimuth_of(scale_deg + zero_of(scale).offset_deg + declination_deg);
}

std::optional<TrueBearing> to_true(const Scale& scale, double azimuth_deg, double low_deg, double high_deg) {
    const std::optional<double> centre_deg = to_true_deg(scale, azimuth_deg);
    if (!centre_deg) return std::nullopt;
    const double common_deg = sigmas_of_95 * std::hypot(zero_of(scale).sigma_deg, north_sigma_deg);
    const auto side = [&](double own_deg) { return std::min(whole_side_deg, std::hypot(own_deg, common_deg)); };
    return TrueBearing{.azimuth_deg = *centre_deg,
                       .low_deg = azimuth_of(*centre_deg - side(azimuth_of(azimuth_deg - low_deg))),
                       .high_deg = azimuth_of(*centre_deg + side(azimuth_of(high_deg - azimuth_deg)))};
}

}  // namespace boresight::aim
