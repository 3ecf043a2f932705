// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/throughput_model.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "aim/normal.h"

namespace boresight::advise {

namespace {

constexpr int quantiles = 101;
constexpr double sigmas_of_interval = 2 * 1.959963984540054;  // from end to end of 95 %
constexpr double hz_per_mbps = 1e6;
constexpr double resource_block_hz = 180e3;
constexpr double occupied_share = 0.9;  // of the bandwidth, from 3 MHz on (TS 36.101 table 5.6-1)
constexpr double narrowest_hz = 1.4e6;  // six blocks, and one symbol more of control
constexpr double subcarriers_of_block = 12;
constexpr double frames_pairs = 10;  // pairs of resource blocks one above the other in a frame

double linear(double db) {
    return std::pow(10.0, db / 10);
}

double blocks_of(double bandwidth_hz) {
    return bandwidth_hz <= narrowest_hz ? 6 : bandwidth_hz * occupied_share / resource_block_hz;
}

// Share of the grid that carries data, with so many symbols of control (1 to 3).
double data_share(const catalog::Throughput& model, const CarrierForm& form, std::size_t ports_row,
                  std::size_t control) {
    double elements = model.data_elements[ports_row][control - 1];
    if (form.bandwidth_hz <= narrowest_hz) elements -= subcarriers_of_block;
    const double pairs = frames_pairs * blocks_of(form.bandwidth_hz);
    const double once = (model.sync_elements_per_frame + model.broadcast_elements_per_frame) / pairs;
    return (elements - once) / model.resource_elements * (1 - model.repeated_share);
}

std::size_t row_of(int ports) {
    return ports >= 4 ? 2 : ports == 2 ? 1 : 0;
}

}  // namespace

double ranking_efficiency(double sinr_db) {
    return aim::efficiency_bps_hz(linear(sinr_db));
}

double shannon_efficiency(const catalog::Throughput& model, double sinr_db) {
    if (sinr_db < model.shannon_least_sinr_db) return 0;
    return std::min(model.shannon_most_bps_hz, model.shannon_alpha * std::log2(1 + linear(sinr_db)));
}

double expected_efficiency(const aim::Value& sinr_db) {
    const double sigma = std::max(0.0, sinr_db.high - sinr_db.low) / sigmas_of_interval;
    double sum = 0;
    for (int i = 0; i < quantiles; ++i) {
        const double at = aim::normal_quantile((i + 0.5) / quantiles);
        sum += ranking_efficiency(std::min(known_sinr_db, sinr_db.value + sigma * at));
    }
    return sum / quantiles;
}

Range capacity_range_mbps(const catalog::Throughput& model, const CarrierForm& form, const aim::Value& sinr_db) {
    const double low_db = std::min(known_sinr_db, sinr_db.low), high_db = std::min(known_sinr_db, sinr_db.high);
    // Where the number of ports isn't known, one takes the least and four the most.
    const std::size_t most_row = form.ports == 0 ? 2 : row_of(form.ports);
    const std::size_t least_row = form.ports == 0 ? 0 : row_of(form.ports);
    const double low = std::min(ranking_efficiency(low_db), shannon_efficiency(model, low_db)) *
                       data_share(model, form, most_row, 3) * (form.tdd ? model.tdd_least_share : 1);
    const double high = std::max(ranking_efficiency(high_db), shannon_efficiency(model, high_db)) *
                        data_share(model, form, least_row, 1) * (form.tdd ? model.tdd_most_share : 1);
    return {form.bandwidth_hz * low / hz_per_mbps, form.bandwidth_hz * high / hz_per_mbps};
}

}  // namespace boresight::advise
