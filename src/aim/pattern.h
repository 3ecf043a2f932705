// SPDX-License-Identifier: GPL-3.0-or-later
// An antenna's measured pattern in one plane: 360 values, one a degree, clockwise from its boresight, in dB (only
// differences count). It is kept relative to its peak and turned so that the peak lies at 0: what is aimed is where the
// antenna hears best, not where its boom points. Angles in degrees. Nothing fails; any thread may ask.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace boresight::aim {

class Pattern {
public:
    static constexpr std::size_t degrees = 360;

    // Values beyond the 360th are passed over, missing ones are as low as the lowest. Not empty.
    explicit Pattern(std::span<const double> gain_db);

    // Power, 1 at the peak, and its derivative per degree, of a path that comes from so far clockwise of the peak.
    struct Power {
        double power = 0, slope_per_deg = 0;
    };
    Power at(double off_deg) const;

    double half_power_width_deg() const { return width_deg_; }

    bool operator==(const Pattern&) const = default;

private:
    std::array<double, degrees + 1> power_{}, slope_{};  // the first again at the end
    double width_deg_ = 0;
};

}  // namespace boresight::aim
