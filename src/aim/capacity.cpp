// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/capacity.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <numeric>
#include <random>

#include "aim/angle.h"
#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr std::size_t how_many = 600;
constexpr std::uint64_t seed = 20240301;              // any: the answer may not depend on it
constexpr double most_bits = 4.8, bits_share = 0.65;  // per second and hertz
constexpr double least_load = 0.3, most_load = 1;     // of interfering cells
constexpr double sure_share = 0.90, bearable_loss = 0.05;
constexpr double beside_deg = 5;            // farther from the serving cell's own peak has a reason
constexpr double indifferent_share = 2e-3;  // of the throughput: then the SINR decides
constexpr double sigmas_of_95 = 1.96;

using Random = std::mt19937_64;

double power_of(double db) {
    return std::exp(db / db_per_neper);
}

double db_of(double power) {
    return db_per_neper * std::log(std::max(power, 1e-30));
}

// Received power of one cell or of one fit, by draw and azimuth.
class PowerTable {
public:
    explicit PowerTable(std::size_t azimuths) : azimuths_(azimuths), power_(how_many * azimuths) {}
    float* row(std::size_t draw) { return &power_[draw * azimuths_]; }
    double at(std::size_t draw, std::size_t azimuth) const { return power_[draw * azimuths_ + azimuth]; }

private:
    std::size_t azimuths_;
    std::vector<float> power_;
};

double drawn(const Value& level, Random& random) {
    return std::normal_distribution<double>(level.value, (level.high - level.low) / (2 * sigmas_of_95) + 1e-9)(random);
}

// Each draw in a random place, so that draws of different sites meet by chance. Some draws say that the direction
// doesn't matter. Depths are stretched or shrunk by what is unknown of the pattern.
PowerTable table_of_fit(const CellFit& fit, const std::vector<double>& azimuths_deg, Random& random) {
    std::vector<std::size_t> order(how_many);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    std::normal_distribution<double> normal;
    const auto flat = static_cast<std::size_t>(std::lround(fit.p_isotropic * static_cast<double>(how_many)));
    PowerTable table(azimuths_deg.size());
    for (std::size_t k = 0; k < how_many; ++k) {
        float* row = table.row(order[k]);
        if (k < flat || fit.draws.empty()) {
            std::fill_n(row, azimuths_deg.size(), static_cast<float>(power_of(drawn(fit.flat_level_db, random))));
            continue;
        }
        // Evenly over the fit's list.
        const Draw& draw = fit.draws[(k - flat) * fit.draws.size() / (how_many - flat)];
        const double stretch = std::max(0.0, 1 + pattern_share(draw) * normal(random));
        for (std::size_t a = 0; a < azimuths_deg.size(); ++a) {
            const double depth_db = std::max(0.0, draw.peak_db - draw.response.gain_db(azimuths_deg[a]));
            row[a] = static_cast<float>(power_of(draw.level_db + draw.peak_db - stretch * depth_db));
        }
    }
    return table;
}

PowerTable table_of_level(const Value& level_db, std::size_t azimuths, Random& random) {
    PowerTable table(azimuths);
    for (std::size_t k = 0; k < how_many; ++k)
        std::fill_n(table.row(k), azimuths, static_cast<float>(power_of(drawn(level_db, random))));
    return table;
}

Value quantiles(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return {.value = quantile_of(values, 0.5), .low = quantile_of(values, 0.025), .high = quantile_of(values, 0.975)};
}

double mean_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Powers of all fits at all candidate azimuths and, last, at the present one.
class World {
public:
    World(std::span<const Carrier> carriers, const CapacitySetting& setting) : azimuths_deg_(setting.azimuths_deg) {
        if (azimuths_deg_.empty())
            for (std::size_t a = 0; a < circle_deg; ++a) azimuths_deg_.push_back(static_cast<double>(a));
        azimuths_deg_.push_back(setting.present_deg);
        Random random(seed);
        std::uniform_real_distribution<double> load(least_load, most_load);
        for (const Carrier& carrier : carriers) {
            View view{.carrier = &carrier,
                      .noise = power_of(carrier.noise_db),
                      .load = std::vector<double>(how_many),
                      .cells = {}};
            for (double& value : view.load) value = load(random);
            for (const CarrierCell& cell : carrier.cells) {
                if (cell.fit) {
                    auto found = fits_.find(cell.fit);
                    if (found == fits_.end())
                        found = fits_.emplace(cell.fit, table_of_fit(*cell.fit, azimuths_deg_, random)).first;
                    view.cells.push_back({&found->second, power_of(cell.offset_db)});
                } else {
                    levels_.push_back(table_of_level(cell.flat_level_db, azimuths_deg_.size(), random));
                    view.cells.push_back({&levels_.back(), 1});
                }
            }
            views_.push_back(std::move(view));
        }
    }

    std::size_t candidates() const { return azimuths_deg_.size() - 1; }
    std::size_t present() const { return azimuths_deg_.size() - 1; }
    double azimuth_deg(std::size_t a) const { return azimuths_deg_[a]; }

    double power(std::size_t carrier, std::size_t cell, std::size_t draw, std::size_t a) const {
        const Cell& one = views_[carrier].cells[cell];
        return one.factor * one.table->at(draw, a);
    }

    std::size_t strongest(std::size_t carrier, std::size_t draw, std::size_t a) const {
        std::size_t best = 0;
        for (std::size_t cell = 1; cell < views_[carrier].cells.size(); ++cell)
            if (power(carrier, cell, draw, a) > power(carrier, best, draw, a)) best = cell;
        return best;
    }

    double sinr(std::size_t carrier, std::size_t draw, std::size_t a) const {
        const View& view = views_[carrier];
        double most = 0, sum = 0;
        for (const Cell& cell : view.cells) {
            const double power = cell.factor * cell.table->at(draw, a);
            most = std::max(most, power);
            sum += power;
        }
        return most / (view.load[draw] * (sum - most) + view.noise);
    }

    double capacity(std::size_t carrier, double sinr) const {
        return views_[carrier].carrier->bandwidth_mhz * efficiency_bps_hz(sinr);
    }

private:
    struct Cell {
        const PowerTable* table = nullptr;
        double factor = 1;
    };
    struct View {
        const Carrier* carrier = nullptr;
        double noise = 0;
        std::vector<double> load;
        std::vector<Cell> cells;
    };
    std::vector<double> azimuths_deg_;
    std::map<const CellFit*, PowerTable> fits_;
    std::deque<PowerTable> levels_;  // of cells without a fit; grows without moving what is in it
    std::vector<View> views_;
};

std::vector<double> sinrs_db(const World& world, std::size_t carrier, std::size_t a) {
    std::vector<double> out(how_many);
    for (std::size_t k = 0; k < how_many; ++k) out[k] = std::min(known_sinr_db, db_of(world.sinr(carrier, k, a)));
    return out;
}

std::vector<double> capacities(const World& world, std::size_t carrier, std::size_t a) {
    std::vector<double> out(how_many);
    for (std::size_t k = 0; k < how_many; ++k) out[k] = world.capacity(carrier, world.sinr(carrier, k, a));
    return out;
}

// Where the mean throughput is largest; of azimuths that hardly differ in it, where the SINR is.
std::size_t best_azimuth(const World& world, std::size_t carrier, std::vector<double>& mean_mbps) {
    std::vector<double> mean_db(world.candidates());
    mean_mbps.assign(world.candidates(), 0);
    for (std::size_t k = 0; k < how_many; ++k)
        for (std::size_t a = 0; a < world.candidates(); ++a) {
            const double sinr = world.sinr(carrier, k, a);
            mean_mbps[a] += world.capacity(carrier, sinr) / static_cast<double>(how_many);
            mean_db[a] += db_of(sinr) / static_cast<double>(how_many);
        }
    const double least = (1 - indifferent_share) * *std::max_element(mean_mbps.begin(), mean_mbps.end());
    std::size_t best = 0;
    bool found = false;
    for (std::size_t a = 0; a < world.candidates(); ++a)
        if (mean_mbps[a] >= least && (!found || mean_db[a] > mean_db[best])) {
            best = a;
            found = true;
        }
    return best;
}

// The interferer that is strongest at the serving cell's own peak, if turning away from it pays.
std::optional<std::size_t> avoided_cell(const World& world, const Carrier& carrier, std::size_t at, std::size_t serving,
                                        std::size_t best, const std::vector<double>& mean_mbps) {
    const CellFit* fit = carrier.cells[serving].fit;
    if (!fit || !fit->usable_direction || carrier.cells.size() < 2) return std::nullopt;
    const double peak_deg = fit->recommended_deg;
    std::size_t nearest = 0;
    const auto off = [&](std::size_t a) { return std::abs(wrap_deg(world.azimuth_deg(a) - peak_deg)); };
    for (std::size_t a = 1; a < world.candidates(); ++a)
        if (off(a) < off(nearest)) nearest = a;
    if (off(best) - off(nearest) <= beside_deg) return std::nullopt;
    if (mean_mbps[nearest] >= (1 - indifferent_share) * mean_mbps[best]) return std::nullopt;
    std::vector<double> interference(carrier.cells.size());
    for (std::size_t cell = 0; cell < interference.size(); ++cell)
        for (std::size_t k = 0; k < how_many && cell != serving; ++k)
            interference[cell] += world.power(at, cell, k, nearest);
    return static_cast<std::size_t>(std::max_element(interference.begin(), interference.end()) - interference.begin());
}

CarrierPointing point_at(const World& world, const Carrier& carrier, std::size_t at, std::size_t& azimuth) {
    std::vector<double> mean_mbps;
    azimuth = best_azimuth(world, at, mean_mbps);
    CarrierPointing out{
        .carrier = at, .serving = {}, .azimuth_deg = azimuth_of(world.azimuth_deg(azimuth)), .avoided = {}};
    std::vector<std::size_t> serves(carrier.cells.size());
    for (std::size_t k = 0; k < how_many; ++k) ++serves[world.strongest(at, k, azimuth)];
    const auto serving = static_cast<std::size_t>(std::max_element(serves.begin(), serves.end()) - serves.begin());
    out.serving = serving;
    out.capacity_mbps = mean_mbps[azimuth];
    const std::vector<double> there_db = sinrs_db(world, at, azimuth), now_db = sinrs_db(world, at, world.present());
    std::vector<double> sinr_gains_db(how_many), power_gains_db(how_many);
    for (std::size_t k = 0; k < how_many; ++k) {
        sinr_gains_db[k] = there_db[k] - now_db[k];
        power_gains_db[k] =
            db_of(world.power(at, serving, k, azimuth)) - db_of(world.power(at, serving, k, world.present()));
    }
    out.sinr_db = quantiles(there_db);
    out.sinr_gain_db = quantiles(std::move(sinr_gains_db));
    out.power_gain_db = quantiles(std::move(power_gains_db));
    out.avoided = avoided_cell(world, carrier, at, serving, azimuth, mean_mbps);
    return out;
}

Value difference(const std::vector<double>& first, const std::vector<double>& second) {
    std::vector<double> out(first.size());
    for (std::size_t k = 0; k < out.size(); ++k) out[k] = first[k] - second[k];
    return quantiles(std::move(out));
}

}  // namespace

double efficiency_bps_hz(double sinr) {
    return std::min(most_bits, bits_share * std::log2(1 + sinr));
}

std::optional<CapacityChoice> choose_carrier(std::span<const Carrier> carriers, const CapacitySetting& setting) {
    const World world(carriers, setting);
    CapacityChoice choice;
    std::vector<std::vector<double>> mbps(carriers.size()), sinr_db(carriers.size());
    for (std::size_t at = 0; at < carriers.size(); ++at) {
        if (carriers[at].cells.empty()) continue;
        std::size_t azimuth = 0;
        choice.carriers.push_back(point_at(world, carriers[at], at, azimuth));
        mbps[at] = capacities(world, at, azimuth);
        sinr_db[at] = sinrs_db(world, at, azimuth);
    }
    if (choice.carriers.empty()) return std::nullopt;
    std::stable_sort(choice.carriers.begin(), choice.carriers.end(),
                     [](const auto& a, const auto& b) { return a.capacity_mbps > b.capacity_mbps; });
    double best_sum = 0;
    for (std::size_t k = 0; k < how_many; ++k) {
        CarrierPointing* best = &choice.carriers.front();
        for (CarrierPointing& pointing : choice.carriers)
            if (mbps[pointing.carrier][k] > mbps[best->carrier][k]) best = &pointing;
        best->p_best += 1;
        best_sum += mbps[best->carrier][k];
    }
    for (CarrierPointing& pointing : choice.carriers) pointing.p_best /= static_cast<double>(how_many);
    const std::size_t first = choice.carriers.front().carrier;
    choice.expected_loss = best_sum > 0 ? 1 - mean_of(mbps[first]) * static_cast<double>(how_many) / best_sum : 0;
    choice.decision = choice.carriers.front().p_best >= sure_share ? CarrierDecision::clear
                      : choice.expected_loss < bearable_loss       ? CarrierDecision::tied
                                                                   : CarrierDecision::undecided;
    if (choice.carriers.size() > 1) {
        const std::size_t second = choice.carriers[1].carrier;
        choice.margin_mbps = difference(mbps[first], mbps[second]);
        choice.margin_sinr_db = difference(sinr_db[first], sinr_db[second]);
    }
    if (setting.present_carrier && !carriers[*setting.present_carrier].cells.empty()) {
        choice.gain_mbps = difference(mbps[first], capacities(world, *setting.present_carrier, world.present()));
    }
    return choice;
}

}  // namespace boresight::aim
