// SPDX-License-Identifier: GPL-3.0-or-later
// How the level may drift through a session: a Brownian walk, described by its three leading components at the times of
// the stops. A drift of `d` dB per root of 10 minutes adds d * (row · c), c normal of sigma 1. Pure; nothing fails.
#pragma once

#include <array>
#include <span>
#include <vector>

namespace boresight::aim {

constexpr std::size_t drift_terms = 3;
using DriftRow = std::array<double, drift_terms>;

// One row a stop, from the times of the stops in seconds.
std::vector<DriftRow> drift_rows(std::span<const double> times_s);

}  // namespace boresight::aim
