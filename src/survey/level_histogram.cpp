// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/level_histogram.h"

#include <algorithm>
#include <cmath>

namespace boresight::survey {

namespace {

constexpr double bins_per_db = 10;
constexpr double limit_db = 300;
constexpr double sigma_per_mad = 1.4826;  // of a normal distribution
constexpr int halvings = 24;              // from 600 dB to far below a bin

// Where a function that never falls reaches `wanted`.
template <class Rising>
double reaches(Rising&& value, double wanted, double low, double high) {
    for (int i = 0; i < halvings; ++i) {
        const double middle = (low + high) / 2;
        (value(middle) < wanted ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

void LevelHistogram::add(double level_db) {
    if (!std::isfinite(level_db)) return;
    const int bin = static_cast<int>(std::lround(std::clamp(level_db, -limit_db, limit_db) * bins_per_db));
    if (counts_.empty()) first_bin_ = bin;
    if (bin < first_bin_) {
        counts_.insert(counts_.begin(), static_cast<std::size_t>(first_bin_ - bin), 0);
        first_bin_ = bin;
    }
    const auto at = static_cast<std::size_t>(bin - first_bin_);
    if (at >= counts_.size()) counts_.resize(at + 1);
    ++counts_[at];
    ++count_;
}

// As if the levels of a bin were spread over its width.
double LevelHistogram::count_below(double level_db) const {
    const double bin = level_db * bins_per_db + 0.5 - first_bin_;
    if (bin <= 0) return 0;
    const auto whole = std::min(static_cast<std::size_t>(bin), counts_.size());
    double count = 0;
    for (std::size_t i = 0; i < whole; ++i) count += counts_[i];
    if (whole < counts_.size()) count += counts_[whole] * (bin - std::floor(bin));
    return count;
}

std::optional<Spread> LevelHistogram::spread() const {
    if (count_ == 0) return std::nullopt;
    const double low = (first_bin_ - 1) / bins_per_db;
    const double high = (first_bin_ + static_cast<double>(counts_.size())) / bins_per_db;
    const double half = static_cast<double>(count_) / 2;
    const double median = reaches([this](double x) { return count_below(x); }, half, low, high);
    const auto within = [&](double x) { return count_below(median + x) - count_below(median - x); };
    const double mad = reaches(within, half, 0, high - low);
    return Spread{.n = count_, .median_db = median, .spread_db = sigma_per_mad * mad};
}

}  // namespace boresight::survey
