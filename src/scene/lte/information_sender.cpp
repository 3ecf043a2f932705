// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/information_sender.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "scene/lte/modulation.h"
#include "scene/lte/reference.h"

namespace boresight::scene::lte {
namespace {

constexpr int sib1_subframe = 5;
constexpr std::uint32_t si_rnti = 0xFFFF;
constexpr int block_width = 12;
constexpr int center_width = 72;
constexpr int secondary_symbol = 5;
constexpr int primary_symbol = 6;

// TS 36.213 table 7.1.7.2.1-1, the column of three resource blocks.
constexpr std::array block_sizes{56, 88, 144, 176, 208, 224, 256, 328, 392, 456};
static_assert(block_sizes.back() == most_transport_bits);

int blocks_of(const Cell& cell) {
    return std::min(cell.sending.blocks, cell.n_rb_dl - cell.sending.first_block);
}

// Which entry of the table holds SIB1.
std::size_t size_index(const Cell& cell) {
    const auto needed = static_cast<int>(information_bits(*cell.information).size());
    const auto found =
        std::find_if(block_sizes.begin(), block_sizes.end(), [needed](int bits) { return bits >= needed; });
    return static_cast<std::size_t>(found - block_sizes.begin());
}

bool is_reference(const Cell& cell, int symbol, int k) {
    for (int port = 0; port < cell.ports; ++port) {
        const int first = first_reference(cell, port, symbol);
        if (first >= 0 && k % 6 == first) return true;
    }
    return false;
}

}  // namespace

Bits transport_block(const Cell& cell) {
    Bits bits = information_bits(*cell.information);
    bits.resize(static_cast<std::size_t>(block_sizes[size_index(cell)]));
    return bits;
}

Bits grant_bits(const Cell& cell, int redundancy_version) {
    const int all = cell.n_rb_dl, first = cell.sending.first_block, count = blocks_of(cell);
    // TS 36.213 7.1.6.3
    const int run = count - 1 <= all / 2 ? all * (count - 1) + first : all * (all - count + 1) + all - 1 - first;
    const int run_length = std::bit_width(static_cast<unsigned>(all * (all + 1) / 2 - 1));
    Bits bits;
    append(bits, 0b10, 2);  // not format 0; consecutive blocks
    append(bits, static_cast<std::uint32_t>(run), run_length);
    append(bits, static_cast<std::uint32_t>(size_index(cell)), 5);
    append(bits, 0, 4);  // HARQ process and new data mean nothing here
    append(bits, static_cast<std::uint32_t>(redundancy_version), 2);
    append(bits, 0b01, 2);  // the column of three resource blocks
    // TS 36.212 table 5.3.3.1.2-1: sizes at which the code's rate would be mistaken
    constexpr std::array<std::size_t, 10> ambiguous{12, 14, 16, 20, 24, 26, 32, 40, 44, 56};
    if (std::find(ambiguous.begin(), ambiguous.end(), bits.size()) != ambiguous.end()) append(bits, 0, 1);
    return bits;
}

// By subcarrier, then by symbol: TS 36.211 6.3.5, 6.4.
std::vector<Place> shared_places(const Cell& cell) {
    const int middle = cell.n_rb_dl * block_width / 2;
    const int first = cell.sending.first_block * block_width, last = first + blocks_of(cell) * block_width;
    std::vector<Place> places;
    for (int l = control_symbols(cell); l < symbols_per_subframe; ++l)
        for (int k = first; k < last; ++k) {
            const bool sync = (l == secondary_symbol || l == primary_symbol) && k >= middle - center_width / 2 &&
                              k < middle + center_width / 2;
            if (!sync && !is_reference(cell, l, k)) places.push_back({l, k});
        }
    return places;
}

InformationSender::InformationSender(const Cell& cell) : cell_(cell), region_(cell, control_symbols(cell)) {
    const std::vector<Place> places = shared_places(cell);
    for (int subframe = 0; subframe < 10; ++subframe)
        format_[static_cast<std::size_t>(subframe)] =
            control(region_.pcfich, pcfich_bits(cell, subframe, control_symbols(cell)));
    for (int version = 0; version < 4; ++version) {
        announcement_[static_cast<std::size_t>(version)] = announcement(version);
        shared_[static_cast<std::size_t>(version)] = shared(places, version);
    }
}

InformationSender::Sent InformationSender::control(const std::vector<Group>& groups, const Bits& bits) const {
    Sent sent;
    for (const Group& group : groups) sent.places.insert(sent.places.end(), group.begin(), group.end());
    sent.ports = spread(qpsk(bits), cell_.ports);
    return sent;
}

InformationSender::Sent InformationSender::announcement(int redundancy_version) const {
    const int there = static_cast<int>(region_.pdcch.size()) / groups_per_element;
    const int elements = std::min(cell_.sending.elements, there < 8 ? 4 : 8);
    const std::vector<Group> groups(region_.pdcch.begin(), region_.pdcch.begin() + elements * groups_per_element);
    return control(groups, pdcch_bits(cell_, sib1_subframe, grant_bits(cell_, redundancy_version), 0, elements));
}

// TS 36.213 5.2: a port's element has the power of its other data; with four ports every one sends half of the time.
InformationSender::Sent InformationSender::shared(const std::vector<Place>& places, int redundancy_version) const {
    Sent sent{.places = places, .ports = {}};
    Bits bits = shared_code(transport_block(cell_), redundancy_version, 2 * sent.places.size());
    scramble(bits, (si_rnti << 14) + sib1_subframe * 512 + static_cast<std::uint32_t>(cell_.pci));
    sent.ports = spread(qpsk(bits), cell_.ports);
    const auto scale = static_cast<float>(std::sqrt(cell_.ports) * std::pow(10.0, cell_.load_power_db / 20));
    for (auto& port : sent.ports)
        for (auto& symbol : port) symbol *= scale;
    return sent;
}

void InformationSender::Sent::write(std::span<Grid> grids) const {
    for (std::size_t port = 0; port < grids.size(); ++port)
        for (std::size_t i = 0; i < places.size(); ++i)
            grids[port].symbol(places[i].symbol)[static_cast<std::size_t>(places[i].subcarrier)] = ports[port][i];
}

void InformationSender::write(std::int64_t frame, int subframe, std::span<Grid> ports) const {
    constexpr std::array<std::size_t, 4> versions{0, 2, 3, 1};
    for (Grid& grid : ports)
        for (const Group& group : region_.phich)
            for (const Place& place : group) grid.symbol(place.symbol)[static_cast<std::size_t>(place.subcarrier)] = {};
    format_[static_cast<std::size_t>(subframe)].write(ports);
    if (subframe != sib1_subframe || frame % 2 != 0) return;
    const std::size_t version = versions[static_cast<std::size_t>(frame >> 1 & 3)];
    announcement_[version].write(ports);
    shared_[version].write(ports);
}

}  // namespace boresight::scene::lte
