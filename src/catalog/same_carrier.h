// SPDX-License-Identifier: GPL-3.0-or-later
// Whether two frequencies in Hz are those of one carrier: points of a raster are much farther apart than arithmetic is
// wrong. Pure; any thread.
#pragma once

namespace boresight::catalog {

constexpr bool same_carrier(double a_hz, double b_hz) {
    constexpr double most_apart_hz = 1;
    return a_hz - b_hz <= most_apart_hz && b_hz - a_hz <= most_apart_hz;
}

}  // namespace boresight::catalog
