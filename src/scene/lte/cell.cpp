// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "platform/error.h"

namespace boresight::scene::lte {
namespace {

constexpr std::array bandwidths{6, 15, 25, 50, 75, 100};
constexpr std::array port_counts{1, 2, 4};

template <class Value>
void require(bool good, const char* field, const Value& value, const char* expected) {
    if (good) return;
    throw Error(Error::Kind::bad_input, {.what = "no such LTE cell can be sent",
                                         .where = fmt::format("{} = {}", field, value),
                                         .expected = expected,
                                         .fix = fmt::format("give another {}", field)});
}

void check(const Mbsfn& mbsfn) {
    const int period = mbsfn.period_frames;
    const std::size_t frames = mbsfn.subframes.size();
    require(period >= 1 && period <= 32 && std::has_single_bit(static_cast<unsigned>(period)), "mbsfn.period_frames",
            period, "1, 2, 4, 8, 16 or 32");
    require(mbsfn.offset_frames >= 0 && mbsfn.offset_frames < std::min(period, 8), "mbsfn.offset_frames",
            mbsfn.offset_frames, "from 0 on, below the period and below 8");
    require(frames == 1 || (frames == 4 && period >= 4), "mbsfn.subframes", frames,
            "one frame, or four where the period has them");
    for (const std::string& bits : mbsfn.subframes)
        require(bits.size() == 6 && bits.find_first_not_of("01") == std::string::npos, "mbsfn.subframes", bits,
                "six letters 0 or 1 for each frame");
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
    if (cell.tdd) {
        const int most_special = cell.prefix == Prefix::normal ? 8 : 6;
        require(cell.tdd->config >= 0 && cell.tdd->config <= 6, "tdd.config", cell.tdd->config, "0 to 6");
        require(cell.tdd->special >= 0 && cell.tdd->special <= most_special, "tdd.special", cell.tdd->special,
                "0 to 8, with the extended prefix 0 to 6");
    }
    require(cell.mbsfn.size() <= 8, "mbsfn", cell.mbsfn.size(), "at most 8");
    for (const Mbsfn& mbsfn : cell.mbsfn) check(mbsfn);
    const Sending& sending = cell.sending;
    require(sending.control_symbols >= 1 && sending.control_symbols <= 3, "control_symbols", sending.control_symbols,
            "1 to 3");
    require(sending.elements == 4 || sending.elements == 8, "elements", sending.elements, "4 or 8");
    require(sending.message_subframe >= 0 && sending.message_subframe <= 9, "message_subframe",
            sending.message_subframe, "0 to 9");
    for (const Allocation* allocation : {&sending.sib1, &sending.messages}) {
        require(allocation->first_block >= 0 && allocation->first_block < cell.n_rb_dl, "first_block",
                allocation->first_block, "one of the cell's resource blocks");
        require(allocation->blocks >= 1, "blocks", allocation->blocks, "at least 1");
    }
    if (cell.information) check_information(cell);
}

}  // namespace boresight::scene::lte
