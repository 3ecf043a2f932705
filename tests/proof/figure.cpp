// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/figure.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace boresight::proof {

namespace {

constexpr double z = 1.96;

double ranked(const std::vector<double>& sorted, double share) {
    const double rank = std::clamp(share, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (rank - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

Met Figure::met() const {
    if (!least && !most) return Met::told;
    const bool holds = (!least || value >= *least) && (!most || value <= *most);
    if (holds) return Met::yes;
    const bool excluded = (least && high < *least) || (most && low > *most);
    return excluded ? Met::no : Met::open;
}

Figure share_of(std::string name, std::size_t hits, std::size_t runs) {
    if (runs == 0) return {.name = std::move(name), .value = 0, .low = 0, .high = 100, .least = {}, .most = {}};
    const auto n = static_cast<double>(runs);
    const double p = static_cast<double>(hits) / n;
    const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double side = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    return {.name = std::move(name),
            .value = 100 * p,
            .low = 100 * std::max(0.0, middle - side),
            .high = 100 * std::min(1.0, middle + side),
            .least = {},
            .most = {}};
}

Figure quantile_of(std::string name, std::vector<double> values, double share) {
    Figure out{.name = std::move(name), .least = {}, .most = {}};
    if (values.empty()) return out;
    std::sort(values.begin(), values.end());
    const double side = z * std::sqrt(share * (1 - share) / static_cast<double>(values.size()));
    out.value = ranked(values, share);
    out.low = ranked(values, share - side);
    out.high = ranked(values, share + side);
    return out;
}

Figure median_of(std::string name, std::vector<double> values) {
    return quantile_of(std::move(name), std::move(values), 0.5);
}

Figure mean_of(std::string name, const std::vector<double>& values) {
    Figure out{.name = std::move(name), .least = {}, .most = {}};
    if (values.empty()) return out;
    const auto n = static_cast<double>(values.size());
    out.value = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double square = 0;
    for (const double value : values) square += (value - out.value) * (value - out.value);
    const double side = z * std::sqrt(square) / n;
    out.low = out.value - side;
    out.high = out.value + side;
    return out;
}

Figure at_least(Figure figure, double required) {
    figure.least = required;
    return figure;
}

Figure at_most(Figure figure, double required) {
    figure.most = required;
    return figure;
}

std::string words_of(Met met) {
    switch (met) {
        case Met::yes: return "met";
        case Met::open: return "open: too few runs";
        case Met::no: return "NOT MET";
        case Met::told: return "";
    }
    return "";
}

}  // namespace boresight::proof
