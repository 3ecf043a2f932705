// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/session.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::proof {

namespace {

constexpr double block_s = 0.1;
constexpr std::size_t samples_a_block = 4;
constexpr double revisit_db = 0.3;
constexpr double cell_walk_db = 0.05;                   // per root of a minute
constexpr double walk_share = 0.5, walk_unit_s = 600;   // of the drift, per root of this time
constexpr std::size_t step_at = 7;                      // stops before a step
constexpr double least_loss_db = 4, most_loss_db = 12;  // of a spoiled dwell
constexpr std::size_t sways_every = 10;                 // blocks of a turn
constexpr double averages = 100;                        // pilots averaged in a block
constexpr double least_power_share = 1e-3;              // of the noise, where an estimate comes out negative
constexpr double tail_freedom = 4;                      // of Student's distribution of the setting error
constexpr std::size_t truth_sways = 6, difference_sways = 400;
constexpr double truth_step_deg = 3;
constexpr std::uint64_t file_stream = 0xd1342543de82ef95;  // errors of a pattern file have a stream of their own
constexpr double file_width_sigma = 0.05, file_memory = 0.8, file_known_db = 10;
constexpr double rssi_noise_carriers = 12, rssi_pilot_carriers = 2, rssi_data_carriers = 10;
constexpr double least_load = 0.15, load_shape = 0.7;

double uniform(Random& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}

double normal(Random& random, double sigma) {
    return sigma > 0 ? std::normal_distribution<double>(0, sigma)(random) : 0;
}

// Of Beta(shape, shape).
double beta(Random& random, double shape) {
    std::gamma_distribution<double> gamma(shape, 1);
    const double a = gamma(random), b = gamma(random);
    return a / (a + b);
}

double dbm_of(double mw) {
    return 10 * std::log10(mw);
}

double circled(double azimuth_deg) {
    return azimuth_deg - 360 * std::floor(azimuth_deg / 360);
}

std::optional<double> reported_dbm(double power_mw, Random& random) {
    const double noise_mw = std::pow(10, noise_dbm / 10);
    if (dbm_of(power_mw / noise_mw) + normal(random, limit_spread_db) <= limit_snr_db) return std::nullopt;
    const double error = std::sqrt((1 + 2 * power_mw / noise_mw) / averages) * normal(random, 1);
    return dbm_of(std::max(power_mw + noise_mw * error, least_power_share * noise_mw));
}

}  // namespace

std::vector<ChannelRecipe> one_tower(Random& random) {
    return {ChannelRecipe{.paths = {{.bearing_deg = uniform(random, 0, 360)}}}};
}

Truth::Truth(const Channel& channel, const std::vector<Sway>& sways) {
    for (double azimuth_deg = 0; azimuth_deg < 360; azimuth_deg += truth_step_deg)
        level_dbm_.push_back(dbm_of(channel.response(azimuth_deg, false, sways)));
    const std::size_t n = level_dbm_.size();
    const auto at =
        static_cast<std::size_t>(std::max_element(level_dbm_.begin(), level_dbm_.end()) - level_dbm_.begin());
    const double here = level_dbm_[at], before = level_dbm_[(at + n - 1) % n], after = level_dbm_[(at + 1) % n];
    const double bend = before - 2 * here + after;
    const double off = bend < 0 ? 0.5 * (before - after) / bend : 0;
    peak_deg_ = circled(truth_step_deg * (static_cast<double>(at) + off));
    peak_dbm_ = here - 0.25 * (before - after) * off;
}

double Truth::level_dbm(double azimuth_deg) const {
    const double place = circled(azimuth_deg) / truth_step_deg;
    const auto below = static_cast<std::size_t>(place) % level_dbm_.size();
    const double part = place - std::floor(place);
    return (1 - part) * level_dbm_[below] + part * level_dbm_[(below + 1) % level_dbm_.size()];
}

Session::Session(const Scenario& scenario, std::uint64_t seed)
    : scenario_(scenario), seed_(seed), random_(seed), pattern_(scenario.nominal_deg, scenario.true_share, random_) {
    for (const ChannelRecipe& recipe : scenario_.cells(random_))
        cells_.push_back({.channel = std::make_unique<Channel>(recipe, pattern_, random_)});
    warm_up_s_ = uniform(random_, 60, 300);
    period_s_ = uniform(random_, 200, 900);
    phase_ = uniform(random_, 0, 2 * std::numbers::pi);
    warm_up_db_ = normal(random_, scenario_.drift);
    wave_db_ = 0.5 * normal(random_, scenario_.drift);
    for (std::size_t k = 0; k < truth_sways; ++k) truth_sways_.push_back(sway_of(scenario_.sway_m, random_));
}

double Session::gain_db(double time_s) {
    const double passed_s = std::max(0.0, time_s - walked_s_);
    walked_s_ = std::max(walked_s_, time_s);
    walk_db_ += normal(random_, walk_share * scenario_.drift * std::sqrt(passed_s / walk_unit_s));
    for (Cell& cell : cells_) cell.walk_db += normal(random_, cell_walk_db * std::sqrt(passed_s / 60));
    return warm_up_db_ * (1 - std::exp(-time_s / warm_up_s_)) +
           wave_db_ * std::sin(2 * std::numbers::pi * time_s / period_s_ + phase_) + walk_db_;
}

double Session::set_deg(double meant_deg) {
    return meant_deg + scenario_.azimuth_sigma_deg * std::student_t_distribution<double>(tail_freedom)(random_) /
                           std::numbers::sqrt2;
}

Dwell Session::measure(double azimuth_deg, bool b) {
    const double meant_deg = scenario_.mark_step_deg * std::round(azimuth_deg / scenario_.mark_step_deg);
    const double actual_deg = set_deg(meant_deg);
    const Sway sway = sway_of(scenario_.sway_m, random_);
    const double start_s = now_s_ + scenario_.move_s;
    now_s_ = start_s + scenario_.dwell_s;
    const bool stepped = stops_++ >= step_at;
    double stop_db = normal(random_, revisit_db) + (stepped ? scenario_.receiver_step_db : 0);
    if (uniform(random_, 0, 1) < scenario_.spoiled_share) stop_db -= uniform(random_, least_loss_db, most_loss_db);
    const auto blocks = static_cast<std::size_t>(std::lround(scenario_.dwell_s / block_s));
    Dwell dwell{.time_s = start_s + scenario_.dwell_s / 2, .azimuth_deg = circled(meant_deg), .b = b, .cells = {}};
    dwell.cells.resize(cells_.size());
    std::vector<std::vector<double>> power_mw;
    for (const Cell& cell : cells_)
        power_mw.push_back(
            cell.channel->blocks(actual_deg, b, sway, start_s, blocks, samples_a_block, block_s / samples_a_block));
    const double load = scenario_.load_varies ? least_load + (1 - least_load) * beta(random_, load_shape) : 1;
    for (const std::vector<double>& power : power_mw)
        dwell.rssi_dbm.push_back(
            dbm_of((rssi_pilot_carriers + rssi_data_carriers * load) * power.front() * std::pow(10, stop_db / 10) +
                   rssi_noise_carriers * std::pow(10, noise_dbm / 10)));
    for (std::size_t block = 0; block < blocks; ++block) {
        const double common_db = stop_db + gain_db(start_s + block_s * (static_cast<double>(block) + 0.5));
        for (std::size_t k = 0; k < cells_.size(); ++k) {
            const double own_db = cells_[k].walk_db + (stepped ? scenario_.cell_step_db : 0);
            dwell.cells[k].push_back(
                reported_dbm(power_mw[k][block] * std::pow(10, (common_db + own_db) / 10), random_));
        }
    }
    return dwell;
}

TurnHeard Session::turn(double from_deg, double by_deg, double seconds, const Hand& hand) {
    const double really_from_deg = set_deg(from_deg), really_by_deg = set_deg(from_deg + by_deg) - really_from_deg;
    // Two swings of the speed, of half the turn's length to twice it.
    constexpr std::size_t swings = 2;
    std::vector<double> period, phase;
    for (std::size_t k = 0; k < swings; ++k) {
        period.push_back(uniform(random_, 0.5, 2));
        phase.push_back(uniform(random_, 0, 2 * std::numbers::pi));
    }
    const auto way = [&](double share) {
        double out = share;
        for (std::size_t k = 0; k < swings; ++k) {
            const double turns = 2 * std::numbers::pi / period[k];
            out += hand.uneven_share / turns * (std::cos(phase[k]) - std::cos(turns * share + phase[k]));
        }
        return out;
    };
    const double start_s = now_s_ + scenario_.move_s;
    now_s_ = start_s + seconds;
    const double stop_db = normal(random_, revisit_db);
    TurnHeard heard{.begin_s = start_s + normal(random_, hand.press_sigma_s),
                    .end_s = start_s + seconds + normal(random_, hand.press_sigma_s),
                    .first_s = start_s + block_s / 2,
                    .cells = std::vector<std::vector<std::optional<double>>>(cells_.size())};
    Sway sway;
    const auto blocks = static_cast<std::size_t>(seconds / block_s);
    for (std::size_t block = 0; block < blocks; ++block) {
        const double at_s = block_s * static_cast<double>(block);
        if (block % sways_every == 0) sway = sway_of(scenario_.sway_m, random_);
        const double azimuth_deg = really_from_deg + really_by_deg * way((at_s + block_s / 2) / seconds) / way(1);
        const double common_db = stop_db + gain_db(start_s + at_s + block_s / 2);
        for (std::size_t k = 0; k < cells_.size(); ++k) {
            const double power_mw =
                cells_[k]
                    .channel
                    ->blocks(azimuth_deg, false, sway, start_s + at_s, 1, samples_a_block, block_s / samples_a_block)
                    .front();
            heard.cells[k].push_back(
                reported_dbm(power_mw * std::pow(10, (common_db + cells_[k].walk_db) / 10), random_));
        }
    }
    return heard;
}

std::vector<double> Session::pattern_file(double error_db) const {
    Random random(seed_ ^ file_stream);
    const double stretch = std::exp(normal(random, file_width_sigma));
    std::vector<double> out;
    // Neighbouring degrees are wrong alike.
    double error = normal(random, error_db);
    for (int k = 0; k < 360; ++k) {
        error = file_memory * error + std::sqrt(1 - file_memory * file_memory) * normal(random, error_db);
        const double off_deg = k < 180 ? k : k - 360;
        const double depth_db = -dbm_of(pattern_.power(std::clamp(-off_deg / stretch, -180.0, 180.0)));
        // A maker knows the lobe well and the side lobes less.
        out.push_back(-depth_db + error * std::min(1.0, depth_db / file_known_db));
    }
    return out;
}

Truth Session::truth(std::size_t cell) const {
    return Truth(*cells_[cell].channel, truth_sways_);
}

void Session::set_difference(double azimuth_deg, double difference_db) {
    std::vector<Sway> sways;
    for (std::size_t k = 0; k < difference_sways; ++k) sways.push_back(sway_of(scenario_.sway_m, random_));
    for (Cell& cell : cells_) cell.channel->set_difference(azimuth_deg, difference_db, sways);
}

}  // namespace boresight::proof
