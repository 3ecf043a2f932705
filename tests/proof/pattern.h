// SPDX-License-Identifier: GPL-3.0-or-later
// An antenna for proving the fit: a main lobe that isn't the fit's, of unequal sides, with side lobes of random height
// and place. Angles in degrees off boresight, power 1 there and nowhere larger. Nothing fails.
#pragma once

#include <optional>
#include <random>
#include <vector>

namespace boresight::proof {

using Random = std::mt19937_64;

class Pattern {
public:
    // `nominal_deg` is what the profile says of the half-power width; the true one is `true_share` of it, else it
    // differs by 12 %.
    Pattern(double nominal_deg, std::optional<double> true_share, Random& random);

    double power(double off_deg) const;  // between table entries linear
    double true_width_deg() const { return width_deg_; }

private:
    double width_deg_ = 0;
    std::vector<double> table_;
};

}  // namespace boresight::proof
