// SPDX-License-Identifier: GPL-3.0-or-later
// What the readings of one cell say about each of three models: no usable direction, one path, two paths. A posterior
// is a list of points of the model's grid with the logarithm of their probability mass, revisit sigma and drift summed
// out. Azimuths in degrees, levels in dB. Pure; nothing fails.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "aim/grid.h"
#include "aim/likelihood.h"
#include "aim/response.h"

namespace boresight::aim {

struct PosteriorPoint {
    Response response;
    double log_mass = 0;
    double revisit_db = 0;  // most probable at this point, with its drift
    std::size_t drift = 0;
};

struct Posterior {
    std::vector<PosteriorPoint> points;
    double log_evidence = 0;      // ln of the sum of all masses, without the model's own prior
    double azimuth_step_deg = 0;  // width of a point's cell

    // The most probable point, with revisit sigma and drift.
    Response best;
    double best_log_mass = -1e300;
    double best_revisit_db = 0;
    std::size_t best_drift = 0;

    double mean_revisit_db = 0;
    double fastest_drift = 0;  // probability that the drift is the largest of the grid
};

Posterior without_path(SweepLikelihood& likelihood);
// `nominal` is the lobe that the antenna's profile says, without skew.
Posterior with_one_path(SweepLikelihood& likelihood, const Lobe& nominal);
// ln of the evidence for one path on a coarse grid with a middling drift: quick, and good for comparing.
double coarse_evidence(SweepLikelihood& likelihood, const Lobe& nominal);
Posterior with_two_paths(SweepLikelihood& likelihood, const Lobe& nominal);

// Sums up the points of a posterior: begin a point, add its masses for each revisit sigma and drift, end it.
class PosteriorSum {
public:
    explicit PosteriorSum(double azimuth_step_deg) { posterior_.azimuth_step_deg = azimuth_step_deg; }

    void begin(const Response& response);
    void add(double log_mass, double revisit_db, std::size_t drift);
    void add(double log_prior, double revisit_db, const DriftLogs& log_likelihoods);  // every drift, by its prior
    void end();
    Posterior done();

private:
    Posterior posterior_;
    PosteriorPoint point_;  // being added to
    double point_best_ = 0;
    std::vector<double> logs_;  // of that point
    double reference_ = -1e300;
    double mass_ = 0, revisit_mass_ = 0, fastest_mass_ = 0;  // relative to exp(reference_)
};

}  // namespace boresight::aim
