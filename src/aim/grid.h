// SPDX-License-Identifier: GPL-3.0-or-later
// The grids of the fit and what is thought of each value before anything is measured. Priors are normalised over the
// grid they are used on. Azimuths in degrees, floors, path powers and revisit sigmas in dB. Pure; nothing fails.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace boresight::aim {

inline constexpr std::array log_widths{-0.48, -0.36, -0.24, -0.12, 0.0, 0.12, 0.24, 0.36, 0.48};
inline constexpr std::array skews{-0.55, -0.38, -0.24, -0.12, 0.0, 0.12, 0.24, 0.38, 0.55};
inline constexpr std::array floors_db{-30.0, -25.0, -21.0, -17.0, -14.0, -11.0, -8.5, -6.0, -3.0, 0.0};
inline constexpr std::array revisits_db{0.15, 0.3, 0.55, 0.9, 1.4, 2.1, 3.2, 4.8};
inline constexpr double usual_return_db = 0.7;  // by which a second visit to an azimuth differs
inline constexpr std::array second_powers_db{-1.0, -3.0, -6.0, -10.0};

inline constexpr double prior_of_none = 0.30, prior_of_one = 0.50, prior_of_two = 0.20;

// Values of one parameter, each with the logarithm of its prior.
struct Axis {
    std::vector<double> value;
    std::vector<double> log_prior;

    std::size_t size() const { return value.size(); }
};

Axis log_width_axis(const std::vector<double>& values);
Axis skew_axis(const std::vector<double>& values);
Axis flat_axis(const std::vector<double>& values);
// `usual_db`: of the antenna at its mast; a mast that is set up anew repeats less well.
Axis revisit_axis(const std::vector<double>& values, double usual_db = usual_return_db);
std::array<double, 3> drift_log_priors();

template <std::size_t n>
std::vector<double> all_of(const std::array<double, n>& values) {
    return {values.begin(), values.end()};
}

}  // namespace boresight::aim
