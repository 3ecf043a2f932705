// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/spectrum/edges.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "dsp/core/decibel.h"

namespace boresight::dsp::spectrum {

namespace {

constexpr double cell_hz = 15e3;         // what is averaged before medians are taken
constexpr double gap_hz = 20e3;          // to either side of an edge, where the level is on its way
constexpr double reach_hz = 150e3;       // over which it must stay
constexpr std::size_t fewest_cells = 5;  // of a median
constexpr std::size_t fewest_bins = 15;  // of a running median: twice what the window makes of a spur
constexpr double least_rise_db = 4;
constexpr double least_sigmas = 6;
constexpr double coarsest_step_hz = 40e3;  // a coarser spectrum shows no edges
constexpr double looked_at_share = 0.95;   // of the sample rate

template <class T>
double median(std::span<const T> some) {
    std::vector<T> values(some.begin(), some.end());
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

class EdgeFinder {
public:
    explicit EdgeFinder(const Spectrum& spectrum) : spectrum_(spectrum) {
        const auto per_cell = static_cast<std::size_t>(std::max(1.0, std::round(cell_hz / spectrum.step_hz)));
        width_hz_ = static_cast<double>(per_cell) * spectrum.step_hz;
        for (std::size_t bin = 0; bin + per_cell <= spectrum.bins(); bin += per_cell) {
            const auto begin = spectrum.mean.begin() + static_cast<std::ptrdiff_t>(bin);
            cells_.push_back(std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(per_cell), 0.0) /
                             static_cast<double>(per_cell));
        }
        gap_ = static_cast<std::size_t>(std::max(1.0, std::round(gap_hz / width_hz_)));
        reach_ = std::max(fewest_cells, static_cast<std::size_t>(std::round(reach_hz / width_hz_)));
        const double averages = static_cast<double>(spectrum.frames) * std::max(width_hz_ / spectrum.enbw_hz, 1.0);
        constexpr double db_per_share = 4.343, of_a_median = 1.25;
        const double sigma_db =
            db_per_share / std::sqrt(averages) * of_a_median * std::sqrt(2 / static_cast<double>(reach_));
        threshold_db_ = std::max(least_rise_db, least_sigmas * sigma_db);
    }

    std::vector<Edge> find() const {
        const std::size_t margin = gap_ + reach_;
        if (cells_.size() <= 2 * margin) return {};
        std::vector<double> rises(cells_.size() + 1, 0.0);
        for (std::size_t b = margin; b + margin <= cells_.size(); ++b)
            if (std::abs(boundary_hz(b)) <= looked_at_share / 2 * spectrum_.sample_rate_hz)
                rises[b] = db_from_power(above(b) / below(b));
        std::vector<Edge> edges;
        for (;;) {  // strongest first; what it makes of its surroundings is no edge of its own
            const auto top = std::max_element(rises.begin(), rises.end(),
                                              [](double a, double b) { return std::abs(a) < std::abs(b); });
            const double rise_db = *top;
            if (!(std::abs(rise_db) >= threshold_db_)) break;
            const auto b = static_cast<std::size_t>(top - rises.begin());
            edges.push_back({.frequency_hz = crossing_hz(b), .rise_db = rise_db});
            for (std::size_t i = b - margin; i <= std::min(b + margin, rises.size() - 1); ++i) {
                const std::size_t distance = i > b ? i - b : b - i;
                if (distance <= gap_ || rises[i] * rise_db > 0) rises[i] = 0;
            }
        }
        std::sort(edges.begin(), edges.end(),
                  [](const Edge& a, const Edge& b) { return a.frequency_hz < b.frequency_hz; });
        return edges;
    }

private:
    double boundary_hz(std::size_t b) const {
        return spectrum_.frequency_hz(0) - spectrum_.step_hz / 2 + static_cast<double>(b) * width_hz_;
    }
    double above(std::size_t b) const { return median<double>(std::span(cells_).subspan(b + gap_, reach_)); }
    double below(std::size_t b) const { return median<double>(std::span(cells_).subspan(b - gap_ - reach_, reach_)); }

    // Where, near boundary b, the density passes between the two levels, coming from the lower side. A running
    // median of bins keeps edges where they are and forgets spurs. Medians of the levels stay what they are as long as
    // half of their reach lies on the right side, so the boundary itself is no better known than that.
    double crossing_hz(std::size_t b) const {
        const double low = below(b), high = above(b);
        // Half way in decibels, so that a last resource block with little in it belongs to its carrier; at most 10 dB
        // down, so that what a strong carrier spills beside itself doesn't.
        const double wanted = std::max(std::sqrt(low * high), std::max(low, high) / 10);
        const double search_hz = static_cast<double>(gap_ + reach_ / 2 + 1) * width_hz_;
        const double half_hz = std::max(width_hz_, static_cast<double>(fewest_bins) * spectrum_.step_hz) / 2;
        const double step_hz = high > low ? spectrum_.step_hz : -spectrum_.step_hz;
        const double start_hz = boundary_hz(b) - std::copysign(search_hz, step_hz);
        double before = median_density(spectrum_, start_hz - half_hz, start_hz + half_hz);
        for (double passed_hz = 0; passed_hz < 2 * search_hz; passed_hz += spectrum_.step_hz) {
            const double f = start_hz + std::copysign(passed_hz, step_hz) + step_hz;
            const double now = median_density(spectrum_, f - half_hz, f + half_hz);
            if (before < wanted && now >= wanted) return f - step_hz * (now - wanted) / (now - before);
            before = now;
        }
        return boundary_hz(b);
    }

    const Spectrum& spectrum_;
    std::vector<double> cells_;
    double width_hz_ = 0;
    std::size_t gap_ = 0;
    std::size_t reach_ = 0;
    double threshold_db_ = 0;
};

}  // namespace

std::vector<Edge> find_edges(const Spectrum& spectrum) {
    if (spectrum.frames == 0 || spectrum.step_hz > coarsest_step_hz) return {};
    return EdgeFinder(spectrum).find();
}

double median_density(const Spectrum& spectrum, double low_hz, double high_hz) {
    const auto bins = static_cast<double>(spectrum.bins());
    const auto bin_of = [&](double f) { return std::clamp(f / spectrum.step_hz + std::floor(bins / 2), 0.0, bins); };
    const auto first = static_cast<std::size_t>(std::ceil(bin_of(low_hz)));
    const auto end = static_cast<std::size_t>(std::ceil(bin_of(high_hz)));
    return first < end ? median<float>(std::span(spectrum.mean).subspan(first, end - first)) : 0;
}

}  // namespace boresight::dsp::spectrum
