// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/bearing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "aim/angle.h"
#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr double one_lobe_share = 0.975, one_lobe_reach_deg = 90;
constexpr double low_share = 0.025, high_share = 0.975;
constexpr double arcs_share = 0.95;
constexpr std::size_t circle = 360, smoothing = 3;  // degrees to either side
constexpr std::size_t joined_gap = 10;              // arcs no farther apart are one

// Degrees of the circle that hold 95 % of the peaks, the densest first.
std::array<bool, circle> densest(std::span<const double> peaks_deg) {
    std::array<double, circle> count{}, density{};
    for (const double peak : peaks_deg) count[static_cast<std::size_t>(azimuth_of(peak))] += 1;
    for (std::size_t a = 0; a < circle; ++a)
        for (std::size_t k = 0; k <= 2 * smoothing; ++k) density[a] += count[(a + circle + k - smoothing) % circle];
    std::array<std::size_t, circle> order{};
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return density[a] > density[b]; });
    std::array<bool, circle> held{};
    double sum = 0;
    for (const std::size_t a : order) {
        if (sum >= arcs_share * static_cast<double>(peaks_deg.size())) break;
        held[a] = true;
        sum += count[a];
    }
    return held;
}

// Runs of held degrees, joined over small gaps.
std::vector<Arc> runs_of(std::array<bool, circle> held) {
    std::size_t start = circle;  // a degree after a gap that isn't joined
    std::size_t gap = 0;
    for (std::size_t k = 0; k < 2 * circle && start == circle; ++k) {
        if (held[k % circle] && gap > joined_gap) start = k % circle;
        gap = held[k % circle] ? 0 : gap + 1;
    }
    if (start == circle) return {{.low_deg = 0, .high_deg = 360, .centre_deg = 0, .probability = 1}};
    std::vector<Arc> arcs;
    gap = joined_gap + 1;
    for (std::size_t k = start; k < start + circle; ++k) {
        if (!held[k % circle]) {
            ++gap;
            continue;
        }
        if (gap > joined_gap) arcs.push_back({.low_deg = static_cast<double>(k)});
        arcs.back().high_deg = static_cast<double>(k + 1);
        gap = 0;
    }
    return arcs;
}

std::vector<Arc> arcs_of(std::span<const double> peaks_deg) {
    std::vector<Arc> arcs = runs_of(densest(peaks_deg));
    std::vector<std::vector<double>> offsets(arcs.size());
    const auto middle = [](const Arc& arc) { return 0.5 * (arc.low_deg + arc.high_deg); };
    const auto distance = [&](const Arc& arc, double peak) {
        return std::abs(wrap_deg(peak - middle(arc))) - 0.5 * (arc.high_deg - arc.low_deg);
    };
    for (const double peak : peaks_deg) {
        const auto nearest = std::min_element(arcs.begin(), arcs.end(), [&](const Arc& a, const Arc& b) {
            return distance(a, peak) < distance(b, peak);
        });
        offsets[static_cast<std::size_t>(nearest - arcs.begin())].push_back(wrap_deg(peak - middle(*nearest)));
    }
    for (std::size_t k = 0; k < arcs.size(); ++k) {
        arcs[k].probability = static_cast<double>(offsets[k].size()) / static_cast<double>(peaks_deg.size());
        arcs[k].centre_deg = azimuth_of(middle(arcs[k]) + (offsets[k].empty() ? 0 : median_of(std::move(offsets[k]))));
        arcs[k].low_deg = azimuth_of(arcs[k].low_deg);
        arcs[k].high_deg = azimuth_of(arcs[k].high_deg);
    }
    std::stable_sort(arcs.begin(), arcs.end(),
                     [](const Arc& a, const Arc& b) { return a.probability > b.probability; });
    return arcs;
}

// Quantiles around the recommended azimuth.
Bearing one_interval(std::span<const double> peaks_deg, double recommended_deg, double scale) {
    std::vector<double> offsets;
    for (const double peak : peaks_deg) offsets.push_back(wrap_deg(peak - recommended_deg));
    std::sort(offsets.begin(), offsets.end());
    const double median = quantile_of(offsets, 0.5);
    const auto end = [&](double share) {
        return azimuth_of(recommended_deg + median + scale * (quantile_of(offsets, share) - median));
    };
    return {.azimuth_deg = azimuth_of(recommended_deg + median),
            .low_deg = end(low_share),
            .high_deg = end(high_share),
            .arcs = {}};
}

// The arcs' hull, as seen from the recommended azimuth.
Bearing several_arcs(std::vector<Arc> arcs, double recommended_deg) {
    Bearing out;
    double low = 360, high = -360;
    for (const Arc& arc : arcs) {
        const double centre = wrap_deg(arc.centre_deg - recommended_deg);
        low = std::min(low, centre + wrap_deg(arc.low_deg - arc.centre_deg));
        high = std::max(high, centre + wrap_deg(arc.high_deg - arc.centre_deg));
    }
    const auto nearest = std::min_element(arcs.begin(), arcs.end(), [&](const Arc& a, const Arc& b) {
        return std::abs(wrap_deg(a.centre_deg - recommended_deg)) < std::abs(wrap_deg(b.centre_deg - recommended_deg));
    });
    out.azimuth_deg = nearest->centre_deg;
    out.low_deg = azimuth_of(recommended_deg + low);
    out.high_deg = azimuth_of(recommended_deg + high);
    out.arcs = std::move(arcs);
    return out;
}

}  // namespace

double Bearing::half_width_deg() const {
    return std::max(azimuth_of(high_deg - azimuth_deg), azimuth_of(azimuth_deg - low_deg));
}

double Bearing::mean_half_width_deg() const {
    return azimuth_of(high_deg - low_deg) / 2;
}

Bearing bearing_of(std::span<const double> peaks_deg, double recommended_deg, double scale) {
    const auto near = std::count_if(peaks_deg.begin(), peaks_deg.end(), [&](double peak) {
        return std::abs(wrap_deg(peak - recommended_deg)) <= one_lobe_reach_deg;
    });
    if (static_cast<double>(near) <= one_lobe_share * static_cast<double>(peaks_deg.size())) {
        std::vector<Arc> arcs = arcs_of(peaks_deg);
        if (arcs.size() > 1) return several_arcs(std::move(arcs), recommended_deg);
        Bearing bearing = one_interval(peaks_deg, recommended_deg, scale);
        bearing.low_deg = arcs.front().low_deg;
        bearing.high_deg = arcs.front().high_deg;
        return bearing;
    }
    return one_interval(peaks_deg, recommended_deg, scale);
}

}  // namespace boresight::aim
