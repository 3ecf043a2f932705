// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/umts/cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "platform/error.h"

namespace boresight::scene::umts {
namespace {

constexpr int most_identity = (1 << 28) - 1;

template <class Value>
void require(bool good, const char* field, const Value& value, const char* expected) {
    if (good) return;
    throw Error(Error::Kind::bad_input, {.what = "no such UMTS cell can be sent",
                                         .where = fmt::format("{} = {}", field, value),
                                         .expected = expected,
                                         .fix = fmt::format("give another {}", field)});
}

bool is_plmn(const std::string& plmn) {
    if ((plmn.size() != 6 && plmn.size() != 7) || plmn[3] != '-') return false;
    return std::count_if(plmn.begin(), plmn.end(), [](unsigned char c) { return std::isdigit(c); }) ==
           static_cast<std::ptrdiff_t>(plmn.size()) - 1;
}

double share(double db) {
    return std::pow(10.0, db / 10);
}

}  // namespace

void check(const Cell& cell) {
    require(cell.psc >= 0 && cell.psc <= 511, "psc", cell.psc, "0 to 511");
    require(is_plmn(cell.plmn), "plmn", cell.plmn, "three digits, a hyphen, two or three digits");
    require(cell.lac >= 0 && cell.lac <= 65535, "lac", cell.lac, "0 to 65535");
    require(cell.cell_id >= 0 && cell.cell_id <= most_identity, "cell_id", cell.cell_id, "0 to 268435455");
    require(cell.occupancy >= 0 && cell.occupancy <= 1, "occupancy", cell.occupancy, "a share from 0 to 1");
    require(cell.cpich_dbm >= lowest_announced_dbm && cell.cpich_dbm <= highest_announced_dbm, "cpich_dbm",
            cell.cpich_dbm, "-10 to 50");
    for (const int psc : cell.neighbor_pscs) require(psc >= 0 && psc <= 511, "neighbor_pscs", psc, "0 to 511");
    require(cell.neighbor_pscs.size() <= most_neighbors, "neighbor_pscs", cell.neighbor_pscs.size(), "at most 32");
    for (const FarNeighbor& far : cell.far_neighbors) {
        require(far.uarfcn >= 0 && far.uarfcn <= 16383, "far_neighbors", far.uarfcn, "a channel from 0 to 16383");
        require(far.psc >= 0 && far.psc <= 511, "far_neighbors", far.psc, "0 to 511");
    }
    require(cell.far_neighbors.size() <= most_neighbors, "far_neighbors", cell.far_neighbors.size(), "at most 32");
    require(common_power(cell) <= 1, "cpich_db", cell.cpich_db,
            "less than the whole power together with the other channels");
}

double common_power(const Cell& cell) {
    constexpr double sync_share = 0.1;
    return share(cell.cpich_db) + (1 - sync_share) * share(cell.pccpch_db) +
           sync_share * (share(cell.psch_db) + share(cell.ssch_db));
}

}  // namespace boresight::scene::umts
