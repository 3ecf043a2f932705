// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/umts_throughput.h"

#include <algorithm>
#include <cmath>

namespace boresight::advise {

namespace {

constexpr double chip_rate_mhz = 3.84;
constexpr double code_share = 15.0 / 16;
constexpr double least_disturbing = 0.06, most_disturbing = 0.4;  // of the cell's own power
constexpr double least_data_share = 0.6, most_data_share = 0.8;   // of it: the rest are pilot, control and calls

double mbps(double sinr_db, double data_share, double disturbing) {
    const double others = std::pow(10.0, -std::min(known_sinr_db, sinr_db) / 10);
    const double ratio = data_share / (disturbing + others);
    return chip_rate_mhz * code_share * aim::efficiency_bps_hz(ratio);
}

}  // namespace

Range umts_capacity_range_mbps(const aim::Value& sinr_db) {
    return {mbps(sinr_db.low, least_data_share, most_disturbing),
            mbps(sinr_db.high, most_data_share, least_disturbing)};
}

double umts_expected_mbps(const aim::Value& sinr_db) {
    return (mbps(sinr_db.value, least_data_share, most_disturbing) +
            mbps(sinr_db.value, most_data_share, least_disturbing)) /
           2;
}

}  // namespace boresight::advise
