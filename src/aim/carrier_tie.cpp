// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/carrier_tie.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "aim/angle.h"
#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr std::size_t how_many = 150;      // worlds that may be so, of each carrier
constexpr std::size_t how_many_read = 24;  // of them, whose readings are tried
constexpr std::uint64_t seed = 20261126;   // any: the answer may not depend on it
constexpr double mean_load = 0.65;         // of interfering cells
constexpr double spare_variance = 0.1;     // keeps a few worlds from claiming more than they can know
constexpr double contender_share = 0.02;   // probability of being best from which a carrier matters
constexpr double least_gain_share = 0.05;  // of what choosing now may cost

double power_of(double db) {
    return std::exp(db / db_per_neper);
}

// A cell in every world: the draw of its fit that holds there; none where the level is all that is known of it.
struct CellWorlds {
    const CarrierCell* cell = nullptr;
    std::vector<const Draw*> draws;

    double level_db(std::size_t world, double azimuth_deg) const {
        if (draws.empty()) return cell->flat_level_db.value;
        return draws[world]->level_db + draws[world]->response.gain_db(azimuth_deg) + cell->offset_db;
    }
};

// A carrier where it would be aimed for, in every world.
class Contender {
public:
    Contender(const Carrier& carrier, const CarrierPointing& pointing, std::mt19937_64& random) {
        for (const CarrierCell& cell : carrier.cells) {
            CellWorlds worlds{.cell = &cell, .draws = {}};
            if (cell.fit && !cell.fit->draws.empty()) {
                const std::vector<Draw>& all = cell.fit->draws;
                for (std::size_t k = 0; k < how_many; ++k) worlds.draws.push_back(&all[k * all.size() / how_many]);
                std::shuffle(worlds.draws.begin(), worlds.draws.end(), random);
            }
            cells_.push_back(std::move(worlds));
        }
        for (std::size_t world = 0; world < how_many; ++world) {
            double most = 0, sum = 0;
            for (const CellWorlds& cell : cells_) {
                const double power = power_of(cell.level_db(world, pointing.azimuth_deg));
                most = std::max(most, power);
                sum += power;
            }
            const double sinr = most / (mean_load * (sum - most) + power_of(carrier.noise_db));
            mbps_.push_back(carrier.bandwidth_mhz * efficiency_bps_hz(sinr));
        }
        mean_mbps_ = std::accumulate(mbps_.begin(), mbps_.end(), 0.0) / static_cast<double>(how_many);
    }

    double mbps(std::size_t world) const { return mbps_[world]; }
    double mean_mbps() const { return mean_mbps_; }

    // What would be thought of its throughput after a stop there, one value for each reading that is tried. Their mean
    // is what is thought now.
    std::vector<double> thought_after(double azimuth_deg, double azimuth_sigma_deg, std::mt19937_64& random) const {
        std::vector<std::vector<double>> mean_db, variance;
        for (const CellWorlds& cell : cells_) {
            if (cell.draws.empty()) continue;
            const double dwell = cell.cell->fit->dwell_db;
            std::vector<double>&means = mean_db.emplace_back(), &variances = variance.emplace_back();
            for (const Draw* draw : cell.draws) {
                means.push_back(draw->latest_db + draw->response.gain_db(azimuth_deg));
                variances.push_back(draw->latest_sigma_db * draw->latest_sigma_db + dwell * dwell + spare_variance +
                                    place_variance(*draw, azimuth_deg, azimuth_sigma_deg, pattern_share(*draw)));
            }
        }
        std::normal_distribution<double> normal;
        std::vector<double> out, logs(how_many);
        for (std::size_t nth = 0; nth < how_many_read; ++nth) {
            const std::size_t truly = nth * how_many / how_many_read;
            std::fill(logs.begin(), logs.end(), 0.0);
            for (std::size_t cell = 0; cell < mean_db.size(); ++cell) {
                const double read_db = mean_db[cell][truly] + std::sqrt(variance[cell][truly]) * normal(random);
                for (std::size_t world = 0; world < how_many; ++world) {
                    const double off = read_db - mean_db[cell][world];
                    logs[world] -= 0.5 * (off * off / variance[cell][world] + std::log(variance[cell][world]));
                }
            }
            const double most = *std::max_element(logs.begin(), logs.end());
            double weights = 0, sum = 0;
            for (std::size_t world = 0; world < how_many; ++world) {
                const double weight = std::exp(logs[world] - most);
                weights += weight;
                sum += weight * mbps_[world];
            }
            out.push_back(sum / weights);
        }
        // The few readings that are tried favour one side by chance.
        const double shift = mean_mbps_ - std::accumulate(out.begin(), out.end(), 0.0) / how_many_read;
        for (double& value : out) value += shift;
        return out;
    }

private:
    std::vector<CellWorlds> cells_;
    std::vector<double> mbps_;
    double mean_mbps_ = 0;
};

// Mean over all combinations of what each may be, of the largest: by sorting one against the rest.
double mean_of_best(const std::vector<std::vector<double>>& each) {
    std::vector<double> best = each.front();
    for (std::size_t k = 1; k < each.size(); ++k) {
        std::vector<double> both;
        for (const double a : best)
            for (const double b : each[k]) both.push_back(std::max(a, b));
        // As many again, evenly spread, so that the number of combinations doesn't grow.
        std::sort(both.begin(), both.end());
        const std::size_t group = both.size() / how_many_read;
        best.clear();
        for (std::size_t at = 0; at < both.size(); at += group)
            best.push_back(std::accumulate(both.begin() + static_cast<std::ptrdiff_t>(at),
                                           both.begin() + static_cast<std::ptrdiff_t>(at + group), 0.0) /
                           static_cast<double>(group));
    }
    return std::accumulate(best.begin(), best.end(), 0.0) / static_cast<double>(best.size());
}

}  // namespace

std::optional<double> settling_azimuth(std::span<const Carrier> carriers, const CapacityChoice& choice,
                                       std::span<const double> candidates_deg, const StopCosts& costs) {
    if (choice.decision != CarrierDecision::undecided) return std::nullopt;
    std::mt19937_64 random(seed);
    std::vector<Contender> contenders;
    for (const CarrierPointing& pointing : choice.carriers)
        if (pointing.p_best >= contender_share) contenders.emplace_back(carriers[pointing.carrier], pointing, random);
    if (contenders.size() < 2) return std::nullopt;
    double now_mbps = 0, known_mbps = 0;
    for (const Contender& one : contenders) now_mbps = std::max(now_mbps, one.mean_mbps());
    for (std::size_t world = 0; world < how_many; ++world) {
        double best = 0;
        for (const Contender& one : contenders) best = std::max(best, one.mbps(world));
        known_mbps += best / static_cast<double>(how_many);
    }
    std::optional<double> best_deg;
    double most = 0;
    for (const double azimuth_deg : candidates_deg) {
        std::vector<std::vector<double>> thought;
        for (const Contender& one : contenders)
            thought.push_back(one.thought_after(azimuth_deg, costs.azimuth_sigma_deg, random));
        const double gain_mbps = mean_of_best(thought) - now_mbps;
        if (gain_mbps < least_gain_share * (known_mbps - now_mbps)) continue;
        const double turn_s = costs.turn_s_per_deg * std::abs(wrap_deg(azimuth_deg - costs.from_deg));
        const double score = gain_mbps / (costs.stop_s + turn_s);
        if (score <= most) continue;
        most = score;
        best_deg = azimuth_deg;
    }
    return best_deg;
}

}  // namespace boresight::aim
