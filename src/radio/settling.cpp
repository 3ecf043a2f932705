// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/settling.h"

#include <algorithm>
#include <cmath>

namespace boresight::radio {

namespace {

constexpr std::size_t kept_pieces = 30;  // 5 ms, and what was 10 ms before them
constexpr double least_tolerance_db = 0.7;
constexpr double least_tolerance_of_mean = 0.07;  // of the amplitude
constexpr double sigmas = 3;
constexpr double floor_power = 1e-12;

struct Moments {
    double mean = 0;
    double squares = 0;  // sum of the squared deviations
};

template <class Value>
Moments moments_of(std::size_t count, const Value& value) {
    Moments of;
    for (std::size_t k = 0; k < count; ++k) of.mean += value(k) / static_cast<double>(count);
    for (std::size_t k = 0; k < count; ++k) of.squares += std::pow(value(k) - of.mean, 2);
    return of;
}

// Whether no part at the beginning differs from the rest, as far as their scatter lets one tell.
template <class Value>
bool no_step(std::size_t count, double least_tolerance, const Value& value) {
    for (std::size_t first = 1; first < count; ++first) {
        const std::size_t second = count - first;
        const Moments early = moments_of(first, value);
        const Moments late = moments_of(second, [&](std::size_t k) { return value(first + k); });
        const double pooled = (early.squares + late.squares) / static_cast<double>(count - 2);
        const double sigma = std::sqrt(pooled * (1 / static_cast<double>(first) + 1 / static_cast<double>(second)));
        if (std::abs(early.mean - late.mean) > std::max(least_tolerance, sigmas * sigma)) return false;
    }
    return true;
}

}  // namespace

void SettlingWatch::restart() {
    power_db_.clear();
    mean_.clear();
    seen_ = 0;
}

void SettlingWatch::add(dsp::IqSpan piece) {
    std::complex<double> sum = 0;
    double energy = 0;
    for (const dsp::Sample& sample : piece) {
        sum += std::complex<double>(sample);
        energy += std::norm(std::complex<double>(sample));
    }
    const double count = static_cast<double>(std::max<std::size_t>(1, piece.size()));
    const double power = std::max(floor_power, energy / count);
    power_db_.push_back(10 * std::log10(power));
    mean_.push_back(sum / count / std::sqrt(power));
    if (power_db_.size() > kept_pieces) {
        power_db_.pop_front();
        mean_.pop_front();
    }
    ++seen_;
}

bool SettlingWatch::steady() const {
    const std::size_t begin = power_db_.size() - window_pieces;
    return no_step(window_pieces, least_tolerance_db, [&](std::size_t k) { return power_db_[begin + k]; }) &&
           no_step(window_pieces, least_tolerance_of_mean, [&](std::size_t k) { return mean_[begin + k].real(); }) &&
           no_step(window_pieces, least_tolerance_of_mean, [&](std::size_t k) { return mean_[begin + k].imag(); });
}

bool SettlingWatch::repeats(std::size_t earlier) const {
    if (power_db_.size() < window_pieces + earlier) return false;
    const std::size_t begin = power_db_.size() - window_pieces;
    const Moments now = moments_of(window_pieces, [&](std::size_t k) { return power_db_[begin + k]; });
    const Moments change =
        moments_of(window_pieces, [&](std::size_t k) { return power_db_[begin + k] - power_db_[begin + k - earlier]; });
    constexpr double most_change = 0.3;  // of the scatter
    return std::abs(change.mean) <= least_tolerance_db && change.squares <= std::pow(most_change, 2) * now.squares;
}

bool SettlingWatch::settled() const {
    if (seen_ < window_pieces) return false;
    return steady() || repeats(window_pieces) || repeats(2 * window_pieces) || gave_up();
}

}  // namespace boresight::radio
