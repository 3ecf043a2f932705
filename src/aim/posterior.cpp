// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/posterior.h"

#include <cmath>

#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr double most_exponent = 600;  // below the largest that a double's exp can hold

}  // namespace

void PosteriorSum::begin(const Response& response) {
    point_ = {.response = response};
    point_best_ = -1e300;
    logs_.clear();
}

void PosteriorSum::add(double log_mass, double revisit_db, std::size_t drift) {
    logs_.push_back(log_mass);
    if (log_mass > point_best_) {
        point_best_ = log_mass;
        point_.revisit_db = revisit_db;
        point_.drift = drift;
    }
    if (log_mass > posterior_.best_log_mass) {
        posterior_.best_log_mass = log_mass;
        posterior_.best = point_.response;
        posterior_.best_revisit_db = revisit_db;
        posterior_.best_drift = drift;
    }
    if (mass_ == 0 || log_mass > reference_ + most_exponent) {
        const double shrink = mass_ == 0 ? 0 : std::exp(reference_ - log_mass);
        mass_ *= shrink;
        revisit_mass_ *= shrink;
        fastest_mass_ *= shrink;
        reference_ = log_mass;
    }
    const double mass = std::exp(log_mass - reference_);
    mass_ += mass;
    revisit_mass_ += mass * revisit_db;
    if (drift + 1 == drifts_db.size()) fastest_mass_ += mass;
}

void PosteriorSum::add(double log_prior, double revisit_db, const DriftLogs& log_likelihoods) {
    static const DriftLogs drift_prior = drift_log_priors();
    for (std::size_t drift = 0; drift < log_likelihoods.size(); ++drift)
        add(log_prior + drift_prior[drift] + log_likelihoods[drift], revisit_db, drift);
}

void PosteriorSum::end() {
    point_.log_mass = log_of_sum(logs_);
    posterior_.points.push_back(point_);
}

Posterior PosteriorSum::done() {
    posterior_.log_evidence = mass_ > 0 ? reference_ + std::log(mass_) : -1e300;
    posterior_.mean_revisit_db = mass_ > 0 ? revisit_mass_ / mass_ : 0;
    posterior_.fastest_drift = mass_ > 0 ? fastest_mass_ / mass_ : 0;
    return std::move(posterior_);
}

Posterior without_path(SweepLikelihood& likelihood) {
    const std::vector<double> level(likelihood.azimuths_deg().size());
    likelihood.set_gains(level, level);
    const Axis revisits = revisit_axis(all_of(revisits_db));
    PosteriorSum sum(0);
    sum.begin({});
    for (std::size_t r = 0; r < revisits.size(); ++r)
        sum.add(revisits.log_prior[r], revisits.value[r], likelihood.log_likelihoods(revisits.value[r]));
    sum.end();
    return sum.done();
}

}  // namespace boresight::aim
