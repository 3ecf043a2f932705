// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of a sweep as people read them: bearings to a degree with half their interval rounded up, decibels to a
// tenth. Shared by recorded and live sweeps. Pure.
#pragma once

#include <string>

#include "aim/fit.h"
#include "aim/polarization.h"

namespace boresight::app {

std::string degrees(double azimuth_deg);

// "10° up", "5° down", "level".
std::string tilt_words(double elevation_deg);

// "238 ± 4": half the interval, rounded up, never below 2.
std::string with_half(double value_deg, double half_deg);

// The larger half of an interval around an azimuth, over north too.
double half_of(double azimuth_deg, double low_deg, double high_deg);

// One decimal, never "-0.0".
std::string decibels(double db);

// "6.1 dB (5.0 to 7.2)".
std::string gain_interval(const aim::Value& gain);

// "238 (234 to 242)", each arc of a tie, or "none usable".
std::string bearing_words(const aim::CellFit& fit);

// "2 to 6 Mbit/s": what a carrier of 3G could carry, its cell being so far above all others.
std::string umts_capacity_words(const aim::Value& sinr_db);

// How much better B (or A) is; the names stand in for the letters.
std::string polarization_words(const aim::PolarizationFit& fit, const std::string& a, const std::string& b);

}  // namespace boresight::app
