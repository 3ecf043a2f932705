// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/dwell.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr double full_share = 0.9;
constexpr double censored_share = 0.1;
constexpr double least_share = 0.05;      // shares are clipped to [0.05, 0.95]
constexpr double partial_slope_db = 2.0;  // level against the quantile of the share
constexpr double partial_sigma_db = 1.5;
constexpr double censored_margin_db = 1.0;  // below the limit
constexpr double censored_sigma_db = 2.0;
constexpr double least_sigma_db = 0.05;
constexpr double least_independent = 1.5;
constexpr std::size_t most_lag = 40;
constexpr double least_pair = 0.02;  // the sum of correlations ends at the first pair of lags that is no larger
constexpr int bias_rounds = 3;       // the mean of each dwell was removed, which makes correlations too small

// Powers over the dwell's mean, less one; nothing for a block without a level.
struct Relative {
    double mean_mw = 0;
    double variance = 0;  // of the relative power
    std::size_t n = 0;
    std::vector<double> excess;  // 0 where not detected: adds nothing to a correlation
};

Relative relative_of(const Blocks& blocks) {
    Relative out;
    out.excess.assign(blocks.size(), 0);
    for (const auto& block : blocks)
        if (block) {
            out.mean_mw += std::exp(*block / db_per_neper);
            ++out.n;
        }
    if (out.n == 0) return out;
    out.mean_mw /= static_cast<double>(out.n);
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        if (!blocks[b]) continue;
        out.excess[b] = std::exp(*blocks[b] / db_per_neper) / out.mean_mw - 1;
        out.variance += out.excess[b] * out.excess[b];
    }
    out.variance /= static_cast<double>(out.n);
    return out;
}

// Integrated correlation time in blocks, pooled over the dwells.
double correlation_time(const std::vector<Relative>& full) {
    std::array<double, most_lag + 1> sums{};
    std::size_t longest = 0;
    for (const Relative& dwell : full) {
        const std::size_t n = dwell.excess.size();
        longest = std::max(longest, n);
        for (std::size_t lag = 0; lag <= std::min(n / 2, most_lag); ++lag) {
            double sum = 0;
            for (std::size_t b = 0; b + lag < n; ++b) sum += dwell.excess[b] * dwell.excess[b + lag];
            sums[lag] += sum / static_cast<double>(n);
        }
    }
    double tau = 1;
    if (!(sums[0] > 0)) return tau;
    for (std::size_t lag = 1; lag < most_lag; lag += 2) {
        const double pair = (sums[lag] + sums[lag + 1]) / sums[0];
        if (pair <= least_pair) break;
        tau += 2 * pair;
    }
    const auto n = static_cast<double>(longest);
    for (int round = 0; round < bias_rounds; ++round) tau = std::min(tau + 2 * tau * std::max(0.0, tau - 1) / n, n / 2);
    return std::max(tau, 1.0);
}

Reading reading_of(const Blocks& blocks, const Relative& relative, double limit_db) {
    Reading reading;
    if (!blocks.empty()) reading.detected_share = static_cast<double>(relative.n) / static_cast<double>(blocks.size());
    if (reading.detected_share >= full_share) {
        reading.kind = ReadingKind::full;
        reading.level_db = db_per_neper * std::log(relative.mean_mw);
    } else if (reading.detected_share >= censored_share) {
        reading.kind = ReadingKind::partial;
        const double share = std::clamp(reading.detected_share, least_share, 1 - least_share);
        reading.level_db = limit_db + partial_slope_db * normal_quantile(share);
        reading.sigma_db = partial_sigma_db;
    } else {
        reading.level_db = limit_db - censored_margin_db;
        reading.sigma_db = censored_sigma_db;
    }
    return reading;
}

// The spread within a dwell is itself uncertain: each variance is drawn towards the median of those detected.
void shrink(std::vector<Reading>& readings) {
    std::vector<double> variances;
    for (const Reading& reading : readings)
        if (reading.detected()) variances.push_back(reading.sigma_db * reading.sigma_db);
    if (variances.empty()) return;
    const double median = median_of(std::move(variances));
    for (Reading& reading : readings)
        reading.sigma_db =
            std::max(least_sigma_db, std::sqrt((3 * median + 8 * reading.sigma_db * reading.sigma_db) / 11));
}

}  // namespace

CellReadings read_dwells(std::span<const Blocks> dwells, double limit_db) {
    CellReadings out;
    std::vector<Relative> relatives, full;
    for (const Blocks& blocks : dwells) {
        relatives.push_back(relative_of(blocks));
        out.readings.push_back(reading_of(blocks, relatives.back(), limit_db));
        if (out.readings.back().kind == ReadingKind::full) full.push_back(relatives.back());
    }
    out.correlation_blocks = correlation_time(full);
    for (std::size_t i = 0; i < out.readings.size(); ++i) {
        Reading& reading = out.readings[i];
        if (reading.kind != ReadingKind::full) continue;
        const double n = static_cast<double>(relatives[i].n);
        reading.independent_blocks = std::max(least_independent, n / out.correlation_blocks);
        reading.sigma_db = db_per_neper * std::sqrt(relatives[i].variance / reading.independent_blocks);
    }
    shrink(out.readings);
    return out;
}

}  // namespace boresight::aim
