// SPDX-License-Identifier: GPL-3.0-or-later
// Antenna responses drawn from what one and two paths make of the readings, in proportion to their probability. The
// same posterior gives the same draws. Azimuths in degrees, gains in dB. Pure; nothing fails.
#pragma once

#include <cstddef>
#include <vector>

#include "aim/posterior.h"

namespace boresight::aim {

constexpr std::size_t circle_deg = 360;

struct Draw {
    Response response;
    double revisit_db = 0;
    std::size_t drift = 0;  // index in drifts_db
    double peak_deg = 0;    // where it is strongest, with what the model leaves out of the antenna's shape
    double peak_db = 0;     // its gain there
    double level_db = 0;    // drawn: what is received at a gain of 0 dB, on average over the session
    // The same at the last stop: mean and sigma, not drawn.
    double latest_db = 0, latest_sigma_db = 0;
};

struct Draws {
    std::vector<Draw> draws;
    std::vector<double> gain_db;  // of draw k at azimuth a: gain_db[360 k + a]

    double gain(std::size_t draw, std::size_t azimuth_deg) const { return gain_db[draw * circle_deg + azimuth_deg]; }
};

// `share_of_one`: probability of one path, given that there is one or two.
Draws draw_responses(const Posterior& one, const Posterior& two, double share_of_one);

// Draws the levels, given the readings.
void draw_levels(SweepLikelihood& likelihood, Draws& draws);

// The share of a depth below the peak by which patterns differ from the model of the draw.
double pattern_share(const Draw& draw);

// Of a reading there, without what is unsure of the level and the dwell itself: revisit, azimuth and the antenna's
// shape, which is known to that share of the depth below the peak.
double place_variance(const Draw& draw, double azimuth_deg, double azimuth_sigma_deg, double depth_share);

// The whole degree that loses least, in dB and on average over the draws.
std::size_t least_loss_deg(const Draws& draws);

// The decibels between peak and median over the circle that 90 % of the draws exceed.
double least_contrast_db(const Draws& draws);

// 2.5, 50 and 97.5 % of the gain from one azimuth to another.
struct GainQuantiles {
    double low_db = 0, middle_db = 0, high_db = 0;
};
GainQuantiles gain_between(const Draws& draws, double from_deg, std::size_t to_deg);

}  // namespace boresight::aim
