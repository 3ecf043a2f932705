// SPDX-License-Identifier: GPL-3.0-or-later
// Constants of what an LTE carrier can carry at a given SINR, from data/throughput.toml: the truncated Shannon
// bound in bit/s/Hz of one layer, and what reference signals, control and repetitions take. A fault in the file is an
// Error. Any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace boresight::catalog {

struct Throughput {
    double shannon_alpha = 0;  // TR 36.942 annex A
    double shannon_least_sinr_db = 0;
    double shannon_most_bps_hz = 0;

    double resource_elements = 0;  // of a pair of resource blocks
    // [ports 1, 2, 4][control symbols 1, 2, 3]
    std::array<std::array<double, 3>, 3> data_elements{};
    double sync_elements_per_frame = 0;
    double broadcast_elements_per_frame = 0;
    double repeated_share = 0;

    double tdd_least_share = 0;
    double tdd_most_share = 0;
};

const Throughput& throughput();
Throughput read_throughput(std::string_view toml, const std::string& file);

}  // namespace boresight::catalog
