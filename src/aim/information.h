// SPDX-License-Identifier: GPL-3.0-or-later
// What a further stop would tell of the bearing, before it is measured: some draws of the fit say what would be read
// there, and each such reading says which draws would be left. Azimuths in degrees. Pure; nothing fails; asking for one
// azimuth takes some 0.1 ms.
#pragma once

#include <span>
#include <vector>

#include "aim/fit.h"

namespace boresight::aim {

class Expectation {
public:
    // The fit must outlive this, and have draws.
    Expectation(const CellFit& fit, double azimuth_sigma_deg);

    double spread_deg() const;                          // sigma of the peaks
    double spread_after_deg(double azimuth_deg) const;  // the same after a stop there, on average over its outcomes

    // Where several azimuths are tied, what counts is which of them is best: the decibels that are lost on average by
    // choosing now, against choosing when the truth is known.
    double regret_db(std::span<const double> options_deg) const;
    double regret_after_db(std::span<const double> options_deg, double azimuth_deg) const;

    void observe(double azimuth_deg);  // a stop there reads what is expected

private:
    struct Particle {
        const Draw* draw = nullptr;
        double offset_deg = 0;  // of its peak from the recommended azimuth
        double weight = 0;
        double level_db = 0, level_variance = 0;
    };
    struct Prediction {
        double mean_db = 0, variance = 0;
    };
    std::vector<Prediction> predict(double azimuth_deg) const;
    template <class Sum>
    double after(double azimuth_deg, const Sum& empty) const;  // mean of sum.value() over the outcomes of a stop
    std::vector<std::size_t> spread_particles() const;
    std::vector<double> offsets_deg() const;
    std::vector<double> gains_db(std::span<const double> options_deg) const;

    double azimuth_sigma_deg_, dwell_variance_;
    std::vector<Particle> particles_;  // in the order of their offsets; weights sum to 1
};

}  // namespace boresight::aim
