// SPDX-License-Identifier: GPL-3.0-or-later
// From the scale that the antenna is set by to true north. A scale is true, or magnetic (a compass: declination is
// added), or a mark (a tape around the mast whose zero lies somewhere). Its zero is known to a normal error, common to
// all stops, or not at all: then there is no true bearing. Angles in degrees, clockwise. Pure; nothing fails.
#pragma once

#include <optional>

namespace boresight::aim {

enum class ScaleKind { true_north, magnetic, mark };

constexpr const char* scale_name(ScaleKind kind) {
    switch (kind) {
        case ScaleKind::true_north: return "true";
        case ScaleKind::magnetic: return "magnetic";
        case ScaleKind::mark: break;
    }
    return "mark";
}

// A zero that lies `offset_deg` clockwise of north, give or take one sigma.
struct ScaleZero {
    double offset_deg = 0;
    double sigma_deg = 0;
};

// One sigma of a compass that no sun or landmark has checked: beside a steel mast it is that far off.
inline constexpr double unchecked_compass_deg = 10;

struct Scale {
    ScaleKind kind = ScaleKind::mark;
    // Nothing: of a mark, unknown; of true north, 0 without an error; of a compass, 0 within unchecked_compass_deg.
    std::optional<ScaleZero> zero;
    std::optional<double> declination_deg;  // magnetic only: true = magnetic + declination; nothing: unknown
};

struct TrueBearing {
    double azimuth_deg = 0;
    double low_deg = 0, high_deg = 0;  // 95 %, clockwise from low to high
};

// Nothing where the scale's zero, or a compass's declination, isn't known.
std::optional<double> to_true_deg(const Scale& scale, double scale_deg);

// The same of a bearing with its interval, which the errors of zero and declination widen in quadrature.
std::optional<TrueBearing> to_true(const Scale& scale, double azimuth_deg, double low_deg, double high_deg);

}  // namespace boresight::aim
