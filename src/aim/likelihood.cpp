// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/likelihood.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr double level_sigma_db = 40, step_sigma_db = 8;
constexpr double pattern_share = 0.12;    // of the depth: how well the pattern is known
constexpr double most_slope_var = 4 * 4;  // dB^2 that an error of the azimuth may explain
constexpr double least_silence = 1e-9;
constexpr std::size_t logs_at_once = 8;  // variances multiplied before their logarithm is taken

}  // namespace

// The 4x4 system of level and drift in units of their priors' sigmas.
struct SweepLikelihood::Solved {
    std::size_t drift = 0;
    std::array<std::array<double, terms>, terms> lower{};  // Cholesky factor
    std::array<double, terms> half{};                      // lower^-1 times the right-hand side
    std::array<double, terms> inverse{};                   // of its diagonal
    double log_diagonal = 0;

    // lower^-1 x
    std::array<double, terms> forward(const std::array<double, terms>& x) const {
        std::array<double, terms> y{};
        for (std::size_t a = 0; a < terms; ++a) {
            double sum = x[a];
            for (std::size_t b = 0; b < a; ++b) sum -= lower[a][b] * y[b];
            y[a] = sum * inverse[a];
        }
        return y;
    }
};

SweepLikelihood::SweepLikelihood(std::span<const Stop> stops, std::span<const Reading> readings,
                                 double azimuth_sigma_deg) {
    const std::size_t n = stops.size();
    std::vector<double> times_s;
    for (std::size_t i = 0; i < n; ++i) {
        times_s.push_back(stops[i].time_s);
        azimuths_deg_.push_back(stops[i].azimuth_deg);
        azimuth_sigma_deg_.push_back(stops[i].azimuth_sigma_deg.value_or(azimuth_sigma_deg));
        level_db_.push_back(readings[i].level_db);
        own_variance_.push_back(readings[i].sigma_db * readings[i].sigma_db);
        (readings[i].detected() ? heard_ : silent_).push_back(i);
    }
    rows_without_step_ = drift_rows(times_s);
    drift_rows_ = rows_without_step_;
    for (const std::size_t i : heard_) mean_db_ += level_db_[i] / static_cast<double>(heard_.size());
    inflation_.assign(n, 1);
    gain_db_.assign(n, 0);
    slope_db_.assign(n, 0);
    shape_variance_.assign(n, 0);
    rows_.resize(heard_.size());
    lay_rows();
    weigh_gains();
}

void SweepLikelihood::lay_rows() {
    for (std::size_t k = 0; k < heard_.size(); ++k) {
        std::array<double, terms> row{1};
        std::copy_n(drift_rows_[heard_[k]].begin(), drift_terms, row.begin() + 1);
        std::size_t at = 0;
        for (std::size_t a = 0; a < terms; ++a)
            for (std::size_t b = 0; b <= a; ++b) rows_[k][at++] = row[a] * row[b];
    }
}

void SweepLikelihood::set_step(std::optional<std::size_t> first) {
    drift_rows_ = rows_without_step_;
    steps_ = first.has_value();
    for (std::size_t i = 0; first && i < drift_rows_.size(); ++i) drift_rows_[i].back() = i < *first ? -0.5 : 0.5;
    lay_rows();
    weigh_gains();
}

void SweepLikelihood::set_inflation(std::span<const double> factors) {
    inflation_.assign(factors.begin(), factors.end());
}

void SweepLikelihood::set_gains(std::span<const double> gain_db, std::span<const double> slope_db) {
    std::copy(gain_db.begin(), gain_db.end(), gain_db_.begin());
    std::copy(slope_db.begin(), slope_db.end(), slope_db_.begin());
    weigh_gains();
}

void SweepLikelihood::set_powers(std::span<const double> power, std::span<const double> slope_per_deg, double floor) {
    for (std::size_t i = 0; i < power.size(); ++i) {
        gain_db_[i] = db_per_neper * std::log((power[i] + floor) / (1 + floor));
        slope_db_[i] = db_per_neper * slope_per_deg[i] / (power[i] + floor);
    }
    weigh_gains();
}

void SweepLikelihood::weigh_gains() {
    const double best_db = *std::max_element(gain_db_.begin(), gain_db_.end());
    for (std::size_t i = 0; i < gain_db_.size(); ++i) {
        const double depth = pattern_share * (best_db - gain_db_[i]);
        const double tilt = azimuth_sigma_deg_[i] * slope_db_[i];
        shape_variance_[i] = own_variance_[i] + depth * depth + std::min(tilt * tilt, most_slope_var);
    }
    for (std::size_t k = 0; k < heard_.size(); ++k) {
        const std::size_t i = heard_[k];
        const double e = level_db_[i] - mean_db_ - gain_db_[i];
        std::array<double, 16>& row = rows_[k];
        row[products] = e;
        for (std::size_t a = 0; a < drift_terms; ++a) row[products + 1 + a] = e * drift_rows_[i][a];
        row[products + terms] = e * e;
    }
}

void SweepLikelihood::set_response(const Response& response) {
    std::vector<double> power(azimuths_deg_.size()), slope(power.size());
    lobe_powers(response.lobe, response.azimuth_deg, azimuths_deg_, power, slope);
    if (response.second) {
        std::vector<double> other(power.size()), other_slope(power.size());
        Lobe even = response.lobe;
        even.skew = 0;
        lobe_powers(even, response.second->azimuth_deg, azimuths_deg_, other, other_slope);
        const double share = std::exp(response.second->power_db / db_per_neper);
        for (std::size_t i = 0; i < power.size(); ++i) {
            power[i] += share * other[i];
            slope[i] += share * other_slope[i];
        }
    }
    set_powers(power, slope, std::exp(response.floor_db / db_per_neper));
}

double SweepLikelihood::variance(std::size_t stop, double revisit_db) const {
    return (shape_variance_[stop] + revisit_db * revisit_db) * inflation_[stop];
}

void SweepLikelihood::add_up(double revisit_db) {
    sums_.fill(0);
    log_variances_ = 0;
    double product = 1;
    for (std::size_t k = 0; k < heard_.size(); ++k) {
        const double v = variance(heard_[k], revisit_db);
        const double weight = 1 / v;
        for (std::size_t a = 0; a < sums_.size(); ++a) sums_[a] += weight * rows_[k][a];
        product *= v;
        if ((k + 1) % logs_at_once == 0) {
            log_variances_ += std::log(product);
            product = 1;
        }
    }
    log_variances_ += std::log(product);
}

std::array<double, SweepLikelihood::terms> SweepLikelihood::scales(std::size_t drift) const {
    return {level_sigma_db, drifts_db[drift], drifts_db[drift], steps_ ? step_sigma_db : drifts_db[drift]};
}

SweepLikelihood::Solved SweepLikelihood::solve(std::size_t drift) const {
    Solved out;
    out.drift = drift;
    const std::array<double, terms> scale = scales(drift);
    std::array<double, terms> right{};
    std::size_t at = 0;
    for (std::size_t a = 0; a < terms; ++a) {
        right[a] = scale[a] * sums_[products + a];
        for (std::size_t b = 0; b <= a; ++b) {
            double sum = scale[a] * scale[b] * sums_[at++] + (a == b ? 1 : 0);
            for (std::size_t c = 0; c < b; ++c) sum -= out.lower[a][c] * out.lower[b][c];
            out.lower[a][b] = a == b ? std::sqrt(sum) : sum * out.inverse[b];
        }
        out.inverse[a] = 1 / out.lower[a][a];
    }
    double diagonal = 1;
    for (std::size_t a = 0; a < terms; ++a) diagonal *= out.lower[a][a];
    out.log_diagonal = std::log(diagonal);
    out.half = out.forward(right);
    return out;
}

std::array<double, SweepLikelihood::terms> SweepLikelihood::scaled_row(std::size_t stop, std::size_t drift) const {
    std::array<double, terms> row = scales(drift);
    for (std::size_t a = 0; a < drift_terms; ++a) row[a + 1] *= drift_rows_[stop][a];
    return row;
}

// Of the stops where nothing was heard: each level, as the others predict it, lies under the limit.
double SweepLikelihood::log_of_silence(const Solved& solved, double revisit_db, double enough) const {
    double sum = 0, product = 1, enough_of_product = std::exp(enough);
    for (std::size_t k = 0; k < silent_.size(); ++k) {
        const std::size_t i = silent_[k];
        const std::array<double, terms> half = solved.forward(scaled_row(i, solved.drift));
        double mean = mean_db_ + gain_db_[i], spread = variance(i, revisit_db);
        for (std::size_t a = 0; a < terms; ++a) {
            mean += half[a] * solved.half[a];
            spread += half[a] * half[a];
        }
        product *= std::max(least_silence, quick_normal_cdf((level_db_[i] - mean) / std::sqrt(spread)));
        if (product < enough_of_product) break;
        if ((k + 1) % logs_at_once == 0) {
            sum += std::log(product);
            product = 1;
            enough_of_product = std::exp(enough - sum);
        }
    }
    return sum + std::log(product);
}

double SweepLikelihood::log_density(const Solved& solved, double revisit_db, double enough) const {
    double explained = 0;
    for (const double value : solved.half) explained += value * value;
    const double log_two_pi = std::log(2 * std::numbers::pi);
    const double detected = -0.5 * (sums_[products + terms] - explained + log_variances_ + 2 * solved.log_diagonal +
                                    static_cast<double>(heard_.size()) * log_two_pi);
    return silent_.empty() || detected < enough ? detected
                                                : detected + log_of_silence(solved, revisit_db, enough - detected);
}

DriftLogs SweepLikelihood::log_likelihoods(double revisit_db, double enough) {
    add_up(revisit_db);
    DriftLogs out{};
    for (std::size_t drift = 0; drift < out.size(); ++drift) out[drift] = log_density(solve(drift), revisit_db, enough);
    return out;
}

double SweepLikelihood::log_likelihood(double revisit_db, std::size_t drift, double enough) {
    add_up(revisit_db);
    return log_density(solve(drift), revisit_db, enough);
}

SweepLikelihood::Levels SweepLikelihood::levels(double revisit_db, std::size_t drift) {
    add_up(revisit_db);
    const Solved solved = solve(drift);
    const auto level = [&](const std::array<double, terms>& row) {
        const std::array<double, terms> half = solved.forward(row);
        double mean = mean_db_, variance = 0;
        for (std::size_t a = 0; a < terms; ++a) {
            mean += half[a] * solved.half[a];
            variance += half[a] * half[a];
        }
        return Level{.mean_db = mean, .sigma_db = std::sqrt(variance)};
    };
    return {.session = level({level_sigma_db}), .latest = level(scaled_row(azimuths_deg_.size() - 1, drift))};
}

double SweepLikelihood::step_db(double revisit_db, std::size_t drift) {
    if (!steps_) return 0;
    add_up(revisit_db);
    const Solved solved = solve(drift);
    // The last unknown of the triangular system needs no other.
    return step_sigma_db * solved.half.back() * solved.inverse.back();
}

std::vector<bool> SweepLikelihood::on_flank() const {
    std::vector<bool> out;
    for (std::size_t i = 0; i < slope_db_.size(); ++i) {
        const double tilt = azimuth_sigma_deg_[i] * slope_db_[i];
        out.push_back(tilt * tilt > 0.5 * shape_variance_[i]);
    }
    return out;
}

std::vector<double> SweepLikelihood::left_out_residuals(double revisit_db, std::size_t drift) {
    add_up(revisit_db);
    const Solved solved = solve(drift);
    std::vector<double> out(azimuths_deg_.size());
    for (std::size_t k = 0; k < heard_.size(); ++k) {
        const std::size_t i = heard_[k];
        const double weight = 1 / variance(i, revisit_db);
        const std::array<double, terms> half = solved.forward(scaled_row(i, drift));
        double explained = 0, leverage = 0;
        for (std::size_t a = 0; a < terms; ++a) {
            explained += half[a] * solved.half[a];
            leverage += half[a] * half[a];
        }
        const double e = rows_[k][products];
        out[i] = weight * (e - explained) / std::sqrt(weight - weight * weight * leverage);
    }
    return out;
}

}  // namespace boresight::aim
