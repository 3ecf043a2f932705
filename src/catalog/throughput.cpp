// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/throughput.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/data_text.h"
#include "catalog/toml_fields.h"

namespace boresight::catalog {

Throughput read_throughput(std::string_view toml, const std::string& file) {
    TomlFields fields = read_toml(toml, file);
    Throughput t;
    TomlFields shannon = fields.table("truncated_shannon");
    t.shannon_alpha = shannon.number("alpha", 0.01, 1);
    t.shannon_least_sinr_db = shannon.number("least_sinr_db", -30, 30);
    t.shannon_most_bps_hz = shannon.number("most_bps_hz", 0.1, 20);
    shannon.end();
    TomlFields grid = fields.table("grid");
    t.resource_elements = grid.number("resource_elements", 1, 1000);
    const auto data = grid.numbers("data_elements", 1, t.resource_elements);
    constexpr std::array ports{1, 2, 4};
    for (std::size_t p = 0; p < ports.size(); ++p) {
        for (std::size_t control = 0; control < 3; ++control) {
            const auto found = data.find(fmt::format("p{}c{}", ports[p], control + 1));
            if (found == data.end()) grid.wrong("data_elements", "p1c1 to p4c3");
            t.data_elements[p][control] = found->second;
        }
    }
    t.sync_elements_per_frame = grid.number("sync_elements_per_frame", 0, 10000);
    t.broadcast_elements_per_frame = grid.number("broadcast_elements_per_frame", 0, 10000);
    t.repeated_share = grid.number("repeated_share", 0, 0.9);
    grid.end();
    TomlFields tdd = fields.table("tdd");
    t.tdd_least_share = tdd.number("least_share", 0, 1);
    t.tdd_most_share = tdd.number("most_share", t.tdd_least_share, 1);
    tdd.end();
    fields.end();
    return t;
}

const Throughput& throughput() {
    static const Throughput all = read_throughput(data_text("throughput.toml"), "data/throughput.toml");
    return all;
}

}  // namespace boresight::catalog
