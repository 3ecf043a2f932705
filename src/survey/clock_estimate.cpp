// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/clock_estimate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace boresight::survey {

namespace {

// TS 36.104 6.5.1; a limit is taken for the half width of an even spread.
constexpr double wide_area_ppm = 0.05, home_ppm = 0.25;
const double from_limit = 1 / std::sqrt(3.0);
constexpr double interval_sigmas = 2;
constexpr double least_sigma_ppm = 1e-3;            // of one look: what channels do beside noise
constexpr double least_apart_s = 5;                 // of looks, for a slope
constexpr double drift_sigmas = 3;                  // that are no chance
constexpr double telling_drift_ppm_per_min = 0.05;  // half a ppm in ten minutes
constexpr double weather_ppm = 0.5;                 // of a crystal from one day to the next
constexpr int cells_of_a_group = 3;                 // TS 36.211 6.11

struct Sums {
    double weight = 0, time = 0, ppm = 0;  // the latter two times the weight
    double mean_time() const { return time / weight; }
    double mean_ppm() const { return ppm / weight; }
};

double weight_of(const ClockSighting& sighting) {
    const double sigma = std::hypot(sighting.sigma_ppm, least_sigma_ppm);
    return 1 / (sigma * sigma);
}

using CellKey = std::pair<double, int>;

class Fit {
public:
    explicit Fit(std::span<const ClockSighting> sightings) : sightings_(sightings) {
        first_s_ = last_s_ = sightings.front().time_s;
        for (const ClockSighting& sighting : sightings) {
            first_s_ = std::min(first_s_, sighting.time_s);
            last_s_ = std::max(last_s_, sighting.time_s);
            Sums& sums = cells_[{sighting.frequency_hz, sighting.pci}];
            const double weight = weight_of(sighting);
            sums.weight += weight;
            sums.time += weight * sighting.time_s;
            sums.ppm += weight * sighting.clock_ppm;
            ++looks_[{sighting.frequency_hz, sighting.pci}];
        }
        fit_slope();
        fit_scatter();
    }

    std::vector<CellClock> cells() const {
        std::vector<CellClock> all;
        for (const auto& [key, sums] : cells_) {
            const double ahead_s = last_s_ - sums.mean_time();
            all.push_back({.frequency_hz = key.first,
                           .pci = key.second,
                           .looks = looks_.at(key),
                           .clock_ppm = sums.mean_ppm() + slope_ * ahead_s,
                           .sigma_ppm = std::hypot(scatter_ / std::sqrt(sums.weight), slope_sigma_ * ahead_s)});
        }
        return all;
    }

    void tell_slope(ClockEstimate& estimate) const {
        if (slope_sigma_ <= 0) return;
        estimate.drift_ppm_per_min = 60 * slope_;
        estimate.drift_sigma_ppm_per_min = 60 * slope_sigma_;
    }

private:
    // One slope, and a level of its own for each cell.
    void fit_slope() {
        if (last_s_ - first_s_ < least_apart_s) return;
        double xx = 0, xy = 0;
        for (const ClockSighting& sighting : sightings_) {
            const Sums& sums = cells_.at({sighting.frequency_hz, sighting.pci});
            const double x = sighting.time_s - sums.mean_time();
            xx += weight_of(sighting) * x * x;
            xy += weight_of(sighting) * x * (sighting.clock_ppm - sums.mean_ppm());
        }
        if (xx <= 0) return;
        slope_ = xy / xx;
        slope_sigma_ = 1 / std::sqrt(xx);
    }

    // Looks that scatter more than their noise says make all less sure.
    void fit_scatter() {
        double chi_square = 0;
        for (const ClockSighting& sighting : sightings_) {
            const Sums& sums = cells_.at({sighting.frequency_hz, sighting.pci});
            const double left = sighting.clock_ppm - sums.mean_ppm() - slope_ * (sighting.time_s - sums.mean_time());
            chi_square += weight_of(sighting) * left * left;
        }
        const double freedom =
            static_cast<double>(sightings_.size()) - static_cast<double>(cells_.size()) - (slope_sigma_ > 0 ? 1 : 0);
        if (freedom > 0) scatter_ = std::max(1.0, std::sqrt(chi_square / freedom));
        slope_sigma_ *= scatter_;
    }

    std::span<const ClockSighting> sightings_;
    std::map<CellKey, Sums> cells_;
    std::map<CellKey, int> looks_;
    double first_s_ = 0, last_s_ = 0;
    double slope_ = 0, slope_sigma_ = 0;  // ppm a second
    double scatter_ = 1;
};

// The mean of cells whose stations may be off, all but one of them.
struct Mean {
    double ppm = 0, noise_ppm = 0;
    int cells = 0;
};

Mean mean_of(const std::vector<CellClock>& cells, const CellClock* but = nullptr) {
    double weights = 0, sum = 0, noise = 0;
    Mean mean;
    for (const CellClock& cell : cells) {
        if (cell.left_out || &cell == but) continue;
        const double station = wide_area_ppm * from_limit;
        const double weight = 1 / (cell.sigma_ppm * cell.sigma_ppm + station * station);
        weights += weight;
        sum += weight * cell.clock_ppm;
        noise += weight * weight * cell.sigma_ppm * cell.sigma_ppm;
        ++mean.cells;
    }
    if (mean.cells == 0) return mean;
    mean.ppm = sum / weights;
    mean.noise_ppm = std::sqrt(noise) / weights;
    return mean;
}

// Above 1: farther from the others than both may be off.
double disagreement(const std::vector<CellClock>& cells, const CellClock& cell) {
    const Mean others = mean_of(cells, &cell);
    if (others.cells == 0) return 0;
    const double allowed_ppm = 2 * wide_area_ppm + interval_sigmas * std::hypot(cell.sigma_ppm, others.noise_ppm);
    return std::abs(cell.clock_ppm - others.ppm) / allowed_ppm;
}

CellClock* worst_of(std::vector<CellClock>& cells) {
    CellClock* worst = nullptr;
    double most = 1;
    for (CellClock& cell : cells) {
        if (cell.left_out || disagreement(cells, cell) <= most) continue;
        most = disagreement(cells, cell);
        worst = &cell;
    }
    return worst;
}

// Leaves out one after another as long as more remain than went. False where that doesn't end the dispute.
bool settle(std::vector<CellClock>& cells) {
    const auto left_out = [&] {
        return std::count_if(cells.begin(), cells.end(), [](const CellClock& cell) { return cell.left_out; });
    };
    while (CellClock* worst = worst_of(cells)) {
        if (2 * (left_out() + 1) >= static_cast<std::ptrdiff_t>(cells.size())) {
            for (CellClock& cell : cells) cell.left_out = false;
            return false;
        }
        worst->left_out = true;
    }
    return true;
}

void tell_offsets(std::vector<CellClock>& cells) {
    for (CellClock& cell : cells)
        if (const Mean others = mean_of(cells, &cell); others.cells > 0) cell.off_ppm = cell.clock_ppm - others.ppm;
}

double half_spread(const std::vector<CellClock>& cells) {
    double low = std::numeric_limits<double>::max(), high = std::numeric_limits<double>::lowest();
    for (const CellClock& cell : cells) {
        low = std::min(low, cell.clock_ppm);
        high = std::max(high, cell.clock_ppm);
    }
    return (high - low) / 2;
}

}  // namespace

bool ClockEstimate::drifts() const {
    return drift_ppm_per_min && std::abs(*drift_ppm_per_min) > drift_sigmas * *drift_sigma_ppm_per_min &&
           std::abs(*drift_ppm_per_min) > telling_drift_ppm_per_min;
}

std::optional<ClockEstimate> estimate_clock(std::span<const ClockSighting> sightings) {
    if (sightings.empty()) return std::nullopt;
    const Fit fit(sightings);
    ClockEstimate estimate;
    estimate.cells = fit.cells();
    fit.tell_slope(estimate);
    const bool settled = settle(estimate.cells);
    tell_offsets(estimate.cells);
    std::set<int> stations;
    for (const CellClock& cell : estimate.cells)
        if (!cell.left_out) stations.insert(cell.pci / cells_of_a_group);
    estimate.stations = static_cast<int>(stations.size());
    const Mean mean = mean_of(estimate.cells);
    estimate.clock_ppm = mean.ppm;
    double station_ppm = wide_area_ppm * from_limit / std::sqrt(static_cast<double>(stations.size()));
    estimate.agreement = ClockAgreement::several;
    if (!settled) {
        estimate.agreement = ClockAgreement::disputed;
        station_ppm = std::max(half_spread(estimate.cells), home_ppm * from_limit);
    } else if (estimate.stations == 1) {
        estimate.agreement = ClockAgreement::alone;
        station_ppm = home_ppm * from_limit;
    }
    estimate.sigma_ppm = std::hypot(mean.noise_ppm, station_ppm);
    return estimate;
}

CombinedClock combine(const KnownClock& fresh, const KnownClock& earlier) {
    const double aged = std::hypot(earlier.sigma_ppm, weather_ppm);
    if (std::abs(fresh.clock_ppm - earlier.clock_ppm) > 3 * std::hypot(fresh.sigma_ppm, aged)) return {fresh, true};
    const double fresh_weight = 1 / (fresh.sigma_ppm * fresh.sigma_ppm), aged_weight = 1 / (aged * aged);
    return {
        {.clock_ppm = (fresh_weight * fresh.clock_ppm + aged_weight * earlier.clock_ppm) / (fresh_weight + aged_weight),
         .sigma_ppm = 1 / std::sqrt(fresh_weight + aged_weight)},
        false};
}

}  // namespace boresight::survey
