// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/information_sender.h"

#include <algorithm>
#include <cmath>

#include "scene/lte/bits.h"
#include "scene/lte/frame.h"
#include "scene/lte/modulation.h"
#include "scene/lte/schedule.h"
#include "scene/lte/turbo.h"

namespace boresight::scene::lte {
namespace {

constexpr std::uint32_t si_rnti = 0xFFFF;

const Allocation& allocation_of(const Cell& cell, int message) {
    return message == sib1 ? cell.sending.sib1 : cell.sending.messages;
}

std::vector<Place> places_of(std::span<const Group> groups) {
    std::vector<Place> places;
    for (const Group& group : groups) places.insert(places.end(), group.begin(), group.end());
    return places;
}

}  // namespace

Bits transport_block(const Cell& cell, int message) {
    Bits bits = message == sib1 ? information_bits(cell) : message_bits(cell, static_cast<std::size_t>(message));
    const Format format = allocation_of(cell, message).format;
    if (!bits.empty()) bits.resize(block_size(format, size_index(format, bits.size())));
    return bits;
}

Grant grant_of(const Cell& cell, int message, int redundancy_version) {
    const Allocation where = allocation_within(cell, allocation_of(cell, message));
    return {.allocation = where,
            .size_index = size_index(where.format, transport_block(cell, message).size()),
            .redundancy_version = redundancy_version};
}

InformationSender::InformationSender(const Cell& cell) : cell_(cell) {}

InformationSender::Sent InformationSender::control(std::span<const Group> groups, const Bits& bits) const {
    return {.places = places_of(groups), .ports = spread(qpsk(bits), cell_.ports)};
}

const InformationSender::Region& InformationSender::region_of(int subframe, bool mbsfn) {
    auto& kept = regions_[static_cast<std::size_t>(2 * subframe + mbsfn)];
    if (!kept) {
        const ControlRegion region(cell_, subframe, mbsfn);
        const std::vector<Place> places = places_of(region.phich);
        kept = Region{
            .format = control(region.pcfich, pcfich_bits(cell_, subframe, control_symbols(cell_, subframe, mbsfn))),
            .silence = {
                .places = places,
                .ports = {static_cast<std::size_t>(cell_.ports), std::vector<std::complex<float>>(places.size())}}};
    }
    return *kept;
}

const InformationSender::Announced& InformationSender::announced(int message, int subframe, int redundancy_version) {
    const auto [at, is_new] = announced_.try_emplace({message, subframe, redundancy_version});
    const Bits block = is_new ? transport_block(cell_, message) : Bits{};
    if (block.empty()) return at->second;
    const ControlRegion region(cell_, subframe);
    const int there = static_cast<int>(region.pdcch.size()) / groups_per_element;
    const int elements = std::min(cell_.sending.elements, there < 8 ? 4 : 8);
    const Grant grant = grant_of(cell_, message, redundancy_version);
    const auto groups = std::span(region.pdcch).first(static_cast<std::size_t>(elements * groups_per_element));
    at->second = {.control = control(groups, pdcch_bits(cell_, subframe, grant_bits(cell_, grant), 0, elements)),
                  .shared = shared(grant, block, subframe)};
    return at->second;
}

// TS 36.213 5.2: a port's element has the power of its other data; with four ports every one sends half of the time.
InformationSender::Sent InformationSender::shared(const Grant& grant, const Bits& block, int subframe) const {
    Sent sent{.places = shared_places(cell_, subframe, grant.allocation), .ports = {}};
    Bits bits = shared_code(block, grant.redundancy_version, 2 * sent.places.size());
    scramble(bits,
             (si_rnti << 14) + static_cast<std::uint32_t>(subframe) * 512 + static_cast<std::uint32_t>(cell_.pci));
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

void InformationSender::write(std::int64_t frame, int subframe, std::span<Grid> ports) {
    const Region& region = region_of(subframe, is_mbsfn(cell_, frame, subframe));
    region.silence.write(ports);
    region.format.write(ports);
    const auto turn = turn_of(cell_, frame, subframe);
    if (!turn) return;
    const Announced& told = announced(turn->message, subframe, turn->redundancy_version);
    told.control.write(ports);
    told.shared.write(ports);
}

}  // namespace boresight::scene::lte
