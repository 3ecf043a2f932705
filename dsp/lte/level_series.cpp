// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/level_series.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "dsp/core/decibel.h"

namespace boresight::dsp::lte {

namespace {

constexpr double least_power = 1e-20;            // -200 dBFS: below what float samples hold
constexpr double db_per_relative = 4.342944819;  // 10 / ln 10
constexpr double millisecond = 1920;             // in samples
constexpr std::array<double, 5> reaches{1.5 * millisecond, 5.5 * millisecond, 10.5 * millisecond, 30.5 * millisecond,
                                        100.5 * millisecond};
constexpr double neighbour_reach = reaches[1];  // TDD's assured subframes are five milliseconds apart
constexpr double noise_rules_below = 4;         // ratio of signal to noise
constexpr double worthwhile = 0.9;              // share of an error that is left
constexpr double significant_sigmas = 2;        // less than that is no decay
constexpr double seen_sigmas = 1;

// By what factor neighbours that are alike widen an error.
double alike_factor(const std::vector<double>& deviations) {
    const double n = static_cast<double>(deviations.size());
    double variance = 0, neighbours = 0;
    for (std::size_t i = 0; i < deviations.size(); ++i) {
        variance += deviations[i] * deviations[i];
        if (i > 0) neighbours += deviations[i] * deviations[i - 1];
    }
    double alike = variance > 0 ? neighbours / variance : 0;
    if (alike < 2 / std::sqrt(n)) alike = 0;
    alike = std::min(alike, 0.9);
    return (1 + alike) / (1 - alike);
}

Level level(double power, double error) {
    Level result{.power = std::max(power, least_power)};
    result.sigma_db = db_per_relative * error / result.power;
    return result;
}

}  // namespace

double Level::dbfs() const {
    return db_from_power(power);
}

Level mean_level(const std::vector<double>& series) {
    const double n = static_cast<double>(series.size());
    double mean = 0, variance = 0;
    for (const double x : series) mean += x / n;
    std::vector<double> deviations;
    for (const double x : series) {
        deviations.push_back(x - mean);
        variance += (x - mean) * (x - mean) / std::max(n - 1, 1.0);
    }
    return level(mean, std::sqrt(variance / n * alike_factor(deviations)));
}

void PilotSeries::clear(std::span<const float> weights, bool twice) {
    weights_.assign(weights.begin(), weights.end());
    twice_ = twice;
    width_ = twice ? weights.size() : 2 * weights.size();
    total_weight_ = 0;
    for (const float w : weights) total_weight_ += w;
    times_.clear();
    products_.clear();
    sums_.clear();
}

void PilotSeries::add(double time, std::span<const Sample> first_slot, std::span<const Sample> second_slot) {
    times_.push_back(time);
    double product = 0;
    for (std::size_t i = 0; i < weights_.size(); ++i)
        product += weights_[i] * (std::conj(first_slot[i]) * second_slot[i]).real();
    products_.push_back(product / total_weight_);
    for (std::size_t i = 0; i < weights_.size(); ++i) {
        const float root = std::sqrt(weights_[i]);
        sums_.push_back(root * (twice_ ? first_slot[i] + second_slot[i] : first_slot[i]));
    }
    for (std::size_t i = 0; i < weights_.size() && !twice_; ++i)
        sums_.push_back(std::sqrt(weights_[i]) * second_slot[i]);
}

// A U-statistic over all pairs of slots up to `reach` apart; its error by the projection on each subframe.
Level PilotSeries::power_within(double reach) const {
    const std::size_t n = times_.size();
    const double between_weight = (twice_ ? 4 : 2) * total_weight_;
    std::vector<double> sum(n), weight(n);
    double total = 0, total_weight = 0;
    for (std::size_t s = 0; s < n; ++s) {
        sum[s] += products_[s] * total_weight_;
        weight[s] += total_weight_;
        total += products_[s] * total_weight_;
        total_weight += total_weight_;
        for (std::size_t t = s + 1; t < n && times_[t] - times_[s] < reach; ++t) {
            const Sample* a = sums_.data() + s * width_;
            const Sample* b = sums_.data() + t * width_;
            float product = 0;
            for (std::size_t i = 0; i < width_; ++i) product += a[i].real() * b[i].real() + a[i].imag() * b[i].imag();
            sum[s] += product;
            sum[t] += product;
            weight[s] += between_weight;
            weight[t] += between_weight;
            total += product;
            total_weight += between_weight;
        }
    }
    const double mean = total / total_weight;
    std::vector<double> influences;
    double variance = 0;
    for (std::size_t s = 0; s < n; ++s) {
        influences.push_back((sum[s] - mean * weight[s]) / total_weight);
        variance += influences.back() * influences.back();
    }
    const double few = static_cast<double>(n) / std::max(static_cast<double>(n) - 1, 1.0);
    return level(mean, std::sqrt(variance * few * alike_factor(influences)));
}

Level PilotSeries::power(double noise) const {
    Level result = surest(noise);
    // The spread of a few subframes may look smaller than the noise alone lets it be (Cramer and Rao's bound).
    const double values = 2 * total_weight_ * static_cast<double>(times_.size());
    result.sigma_db = std::max(result.sigma_db, db_per_relative * std::sqrt(2 * noise / (result.power * values)));
    return result;
}

Level PilotSeries::surest(double noise) const {
    std::vector<Level> nearer{mean_level(products_)};
    if (nearer.front().power > noise_rules_below * noise) {
        if (twice_) return nearer.front();
        // Places beside each other differ where echoes are long, the same ones a little later where the channel moves:
        // either way something is missing, so the larger is nearer the truth.
        const Level later = power_within(neighbour_reach);
        return later.power > nearer.front().power ? later : nearer.front();
    }
    const auto error = [](const Level& l) { return l.power * l.sigma_db / db_per_relative; };
    for (const double reach : reaches) {
        const Level longer = power_within(reach);
        if (error(longer) > worthwhile * error(nearer.back())) continue;
        // The longer one has part of the nearer one's error: what sets them apart is the rest (Hausman 1978).
        const bool less = std::any_of(nearer.begin(), nearer.end(), [&](const Level& l) {
            const double rest = std::sqrt(error(l) * error(l) - error(longer) * error(longer));
            return longer.power < l.power - significant_sigmas * rest;
        });
        const bool seen = longer.power > seen_sigmas * error(longer);
        if (less || !seen) break;
        nearer.push_back(longer);
    }
    return nearer.back();
}

}  // namespace boresight::dsp::lte
