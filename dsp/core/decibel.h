// SPDX-License-Identifier: GPL-3.0-or-later
// Power ratios to decibels and back. A power of 0 gives -infinity.
#pragma once

#include <cmath>

namespace boresight::dsp {

inline double db_from_power(double power) {
    return 10.0 * std::log10(power);
}

inline double power_from_db(double db) {
    return std::pow(10.0, db / 10.0);
}

}  // namespace boresight::dsp
