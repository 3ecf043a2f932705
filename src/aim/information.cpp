// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/information.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "aim/angle.h"

namespace boresight::aim {

namespace {

constexpr std::size_t most_particles = 160, outcomes = 16;
constexpr std::array outcome_sigmas{-0.9674, 0.0, 0.9674};  // quantiles 1/6, 1/2, 5/6
constexpr double pattern_depth_share = 0.12;
constexpr double spare_variance = 0.1;  // keeps a few particles from claiming more than they can know

// Of one value a particle: its sigma.
struct Spread {
    const std::vector<double>* values = nullptr;
    double weight = 0, first = 0, second = 0;

    void add(double w, std::size_t particle) {
        const double x = (*values)[particle];
        weight += w;
        first += w * x;
        second += w * x * x;
    }
    double value() const {
        if (!(weight > 0)) return 0;
        return std::sqrt(std::max(0.0, second / weight - (first / weight) * (first / weight)));
    }
};

// Of several gains a particle: how much the best of each beats the one that is best on average.
struct Regret {
    const std::vector<double>* gains_db = nullptr;  // of particle k and option j: gains_db[options k + j]
    std::vector<double> sums = {};                  // one an option
    double weight = 0, best = 0;

    void add(double w, std::size_t particle) {
        double most = -1e300;
        for (std::size_t j = 0; j < sums.size(); ++j) {
            const double gain_db = (*gains_db)[particle * sums.size() + j];
            sums[j] += w * gain_db;
            most = std::max(most, gain_db);
        }
        weight += w;
        best += w * most;
    }
    double value() const {
        if (!(weight > 0)) return 0;
        return std::max(0.0, (best - *std::max_element(sums.begin(), sums.end())) / weight);
    }
};

}  // namespace

Expectation::Expectation(const CellFit& fit, double azimuth_sigma_deg)
    : azimuth_sigma_deg_(azimuth_sigma_deg), dwell_variance_(fit.dwell_db * fit.dwell_db) {
    const std::size_t n = std::min(most_particles, fit.draws.size());
    for (std::size_t k = 0; k < n; ++k) {
        const Draw& draw = fit.draws[k * fit.draws.size() / n];
        particles_.push_back({.draw = &draw,
                              .offset_deg = wrap_deg(draw.peak_deg - fit.recommended_deg),
                              .weight = 1 / static_cast<double>(n),
                              .level_db = draw.latest_db,
                              .level_variance = draw.latest_sigma_db * draw.latest_sigma_db});
    }
    std::stable_sort(particles_.begin(), particles_.end(),
                     [](const Particle& a, const Particle& b) { return a.offset_deg < b.offset_deg; });
}

std::vector<double> Expectation::offsets_deg() const {
    std::vector<double> out;
    for (const Particle& particle : particles_) out.push_back(particle.offset_deg);
    return out;
}

std::vector<double> Expectation::gains_db(std::span<const double> options_deg) const {
    std::vector<double> out;
    for (const Particle& particle : particles_)
        for (const double option_deg : options_deg) out.push_back(particle.draw->response.gain_db(option_deg));
    return out;
}

double Expectation::spread_deg() const {
    const std::vector<double> offsets = offsets_deg();
    Spread spread{.values = &offsets};
    for (std::size_t k = 0; k < particles_.size(); ++k) spread.add(particles_[k].weight, k);
    return spread.value();
}

double Expectation::regret_db(std::span<const double> options_deg) const {
    const std::vector<double> gains = gains_db(options_deg);
    Regret regret{.gains_db = &gains, .sums = std::vector<double>(options_deg.size())};
    for (std::size_t k = 0; k < particles_.size(); ++k) regret.add(particles_[k].weight, k);
    return regret.value();
}

std::vector<Expectation::Prediction> Expectation::predict(double azimuth_deg) const {
    std::vector<Prediction> out;
    out.reserve(particles_.size());
    for (const Particle& particle : particles_) {
        const Draw& draw = *particle.draw;
        out.push_back({.mean_db = particle.level_db + draw.response.gain_db(azimuth_deg),
                       .variance = particle.level_variance + dwell_variance_ + spare_variance +
                                   place_variance(draw, azimuth_deg, azimuth_sigma_deg_, pattern_depth_share)});
    }
    return out;
}

// Some that share the weight evenly among them.
std::vector<std::size_t> Expectation::spread_particles() const {
    std::vector<std::size_t> out;
    double sum = 0;
    for (std::size_t k = 0; k < particles_.size(); ++k) {
        sum += particles_[k].weight;
        while (out.size() < outcomes && sum * outcomes >= static_cast<double>(out.size()) + 0.5) out.push_back(k);
    }
    return out;
}

template <class Sum>
double Expectation::after(double azimuth_deg, const Sum& empty) const {
    const std::vector<Prediction> predictions = predict(azimuth_deg);
    std::vector<double> factor;
    for (std::size_t k = 0; k < predictions.size(); ++k)
        factor.push_back(particles_[k].weight / std::sqrt(predictions[k].variance));
    const std::vector<std::size_t> chosen = spread_particles();
    double total = 0;
    for (const std::size_t from : chosen)
        for (const double sigmas : outcome_sigmas) {
            const double read_db = predictions[from].mean_db + sigmas * std::sqrt(predictions[from].variance);
            Sum sum = empty;
            for (std::size_t k = 0; k < predictions.size(); ++k) {
                const double off = read_db - predictions[k].mean_db;
                sum.add(factor[k] * std::exp(-0.5 * off * off / predictions[k].variance), k);
            }
            total += sum.value();
        }
    return total / static_cast<double>(chosen.size() * outcome_sigmas.size());
}

double Expectation::spread_after_deg(double azimuth_deg) const {
    const std::vector<double> offsets = offsets_deg();
    return after(azimuth_deg, Spread{.values = &offsets});
}

double Expectation::regret_after_db(std::span<const double> options_deg, double azimuth_deg) const {
    const std::vector<double> gains = gains_db(options_deg);
    return after(azimuth_deg, Regret{.gains_db = &gains, .sums = std::vector<double>(options_deg.size())});
}

void Expectation::observe(double azimuth_deg) {
    const std::vector<Prediction> predictions = predict(azimuth_deg);
    double read_db = 0;
    for (std::size_t k = 0; k < predictions.size(); ++k) read_db += particles_[k].weight * predictions[k].mean_db;
    double sum = 0;
    for (std::size_t k = 0; k < predictions.size(); ++k) {
        const auto [mean_db, variance] = predictions[k];
        Particle& particle = particles_[k];
        const double off = read_db - mean_db;
        particle.weight *= std::exp(-0.5 * off * off / variance) / std::sqrt(variance);
        sum += particle.weight;
        const double pull = particle.level_variance / variance;
        particle.level_db += pull * off;
        particle.level_variance *= 1 - pull;
    }
    for (Particle& particle : particles_) particle.weight /= sum;
}

}  // namespace boresight::aim
