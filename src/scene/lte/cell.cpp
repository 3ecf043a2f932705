// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "platform/error.h"

namespace boresight::scene::lte {
namespace {

constexpr std::array bandwidths{6, 15, 25, 50, 75, 100};
constexpr std::array port_counts{1, 2, 4};

void require(bool good, const char* field, double value, const char* expected) {
    if (good) return;
    throw Error(Error::Kind::bad_input, {.what = "no such LTE cell can be sent",
                                         .where = fmt::format("{} = {}", field, value),
                                         .expected = expected,
                                         .fix = fmt::format("give another {}", field)});
}

}  // namespace

void check(const Cell& cell) {
    const auto one_of = [](const auto& list, int value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    };
    require(cell.pci >= 0 && cell.pci <= 503, "pci", cell.pci, "0 to 503");
    require(one_of(bandwidths, cell.n_rb_dl), "n_rb_dl", cell.n_rb_dl, "6, 15, 25, 50, 75 or 100 resource blocks");
    require(one_of(port_counts, cell.ports), "ports", cell.ports, "1, 2 or 4");
    require(cell.occupancy >= 0 && cell.occupancy <= 1, "occupancy", cell.occupancy, "a share from 0 to 1");
    const Sending& sending = cell.sending;
    require(sending.control_symbols >= 1 && sending.control_symbols <= 3, "control_symbols", sending.control_symbols,
            "1 to 3");
    require(sending.elements == 4 || sending.elements == 8, "elements", sending.elements, "4 or 8");
    require(sending.first_block >= 0 && sending.first_block < cell.n_rb_dl, "first_block", sending.first_block,
            "one of the cell's resource blocks");
    require(sending.blocks >= 1, "blocks", sending.blocks, "at least 1");
    if (cell.information) check(*cell.information);
}

}  // namespace boresight::scene::lte
