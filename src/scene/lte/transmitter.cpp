// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/transmitter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "scene/draws.h"
#include "scene/lte/bch.h"

namespace boresight::scene::lte {
namespace {

using Element = std::complex<float>;

constexpr int center_width = 72;  // subcarriers that PBCH and synchronization signals have for themselves
constexpr int broadcast_symbols = 4;
constexpr int most_control_symbols_in_short = 2;  // of a special or multicast subframe

float amplitude(double power_db) {
    return static_cast<float>(std::pow(10.0, power_db / 20));
}

std::span<Element> center_of(std::span<Element> symbol) {
    return symbol.subspan((symbol.size() - center_width) / 2, center_width);
}

}  // namespace

Transmitter::Transmitter(const Cell& cell)
    : cell_((check(cell), cell)),
      references_(cell),
      primary_(primary_sync(cell.pci)),
      secondary_{secondary_sync(cell.pci, 0), secondary_sync(cell.pci, 5)} {
    if (cell.information) information_.emplace(cell);
}

void Transmitter::write(std::int64_t frame, int subframe, std::span<Grid> ports, Blocks loaded) {
    for (Grid& port : ports) port.clear();
    const int sent = downlink_symbols(cell_, subframe);
    if (sent == 0) return;
    const int referenced = is_mbsfn(cell_, frame, subframe) ? most_control_symbols_in_short : sent;
    write_load(frame, subframe, ports, loaded);
    clear_reserved(subframe, referenced, ports);
    if (information_) information_->write(frame, subframe, ports);
    write_references(subframe, referenced, ports);
    write_sync(subframe, ports);
    if (subframe == 0) write_broadcast(frame, ports);
}

// The shortest of special subframes has no shared channel.
void Transmitter::write_load(std::int64_t frame, int subframe, std::span<Grid> ports, Blocks loaded) const {
    const int sent = downlink_symbols(cell_, subframe);
    const int symbols_with_load = sent > most_control_symbols_in_short + 1 ? sent : most_control_symbols_in_short;
    const float half = amplitude(cell_.load_power_db) * static_cast<float>(std::numbers::sqrt2 / 2);
    const std::array<Element, 4> symbols{{{-half, -half}, {half, -half}, {-half, half}, {half, half}}};
    for (int block = loaded.first; block < loaded.last; ++block) {
        Draws draws(cell_.seed, static_cast<std::uint64_t>(frame), static_cast<std::uint64_t>(subframe * 128 + block));
        if (draws.share() >= cell_.occupancy) continue;
        for (Grid& port : ports)
            for (int l = 0; l < symbols_with_load; ++l) {
                std::uint64_t bits = draws.word();
                const auto first = static_cast<std::size_t>(block * subcarriers_per_block);
                for (Element& element : port.symbol(l).subspan(first, subcarriers_per_block)) {
                    element = symbols[bits & 3U];
                    bits >>= 2;
                }
            }
    }
}

// Where one port has a reference the others are silent; the broadcast and synchronization signals stand alone.
void Transmitter::clear_reserved(int subframe, int referenced, std::span<Grid> ports) const {
    for (Grid& grid : ports) {
        for (int l = 0; l < referenced; ++l)
            for (int port = 0; port < cell_.ports; ++port) {
                const int first = first_reference(cell_, port, l);
                if (first < 0) continue;
                const auto symbol = grid.symbol(l);
                for (auto k = static_cast<std::size_t>(first); k < symbol.size(); k += 6) symbol[k] = {};
            }
        const auto silence = [&](int l) {
            if (l >= 0) std::ranges::fill(center_of(grid.symbol(l)), Element{});
        };
        silence(primary_symbol(cell_, subframe));
        silence(secondary_symbol(cell_, subframe));
        const int broadcast = first_broadcast_symbol(cell_);
        for (int l = broadcast; subframe == 0 && l < broadcast + broadcast_symbols; ++l) silence(l);
    }
}

void Transmitter::write_references(int subframe, int referenced, std::span<Grid> ports) const {
    for (int port = 0; port < cell_.ports; ++port)
        for (int l = 0; l < referenced; ++l) {
            const int first = first_reference(cell_, port, l);
            if (first < 0) continue;
            const auto symbol = ports[static_cast<std::size_t>(port)].symbol(l);
            auto k = static_cast<std::size_t>(first);
            for (const Element& value : references_.values(subframe, l)) {
                symbol[k] = value;
                k += 6;
            }
        }
}

void Transmitter::write_sync(int subframe, std::span<Grid> ports) const {
    const auto senders = ports.first(cell_.sync_on_all_ports ? ports.size() : 1);
    const float scale = amplitude(cell_.sync_power_db) / std::sqrt(static_cast<float>(senders.size()));
    const auto send = [&](Grid& grid, int l, const SyncSignal& signal) {
        if (l < 0) return;
        const auto center = center_of(grid.symbol(l)).subspan((center_width - sync_subcarriers) / 2);
        for (std::size_t i = 0; i < signal.size(); ++i) center[i] = scale * signal[i];
    };
    for (Grid& grid : senders) {
        send(grid, primary_symbol(cell_, subframe), primary_);
        send(grid, secondary_symbol(cell_, subframe), secondary_[subframe == 0 ? 0 : 1]);
    }
}

// By subcarrier, then by symbol, past the places where four ports would have references.
void Transmitter::write_broadcast(std::int64_t frame, std::span<Grid> ports) {
    if (frame != broadcast_frame_ || broadcast_.empty()) {
        broadcast_ = pbch_symbols(cell_, sfn(frame));
        broadcast_frame_ = frame;
    }
    std::size_t next = 0;
    const int first = first_broadcast_symbol(cell_);
    for (int l = first; l < first + broadcast_symbols; ++l) {
        const bool is_reserved = has_references(cell_, l, 4);
        for (int k = 0; k < center_width; ++k) {
            if (is_reserved && k % 3 == cell_.pci % 3) continue;
            for (std::size_t port = 0; port < ports.size(); ++port)
                center_of(ports[port].symbol(l))[static_cast<std::size_t>(k)] = broadcast_[port][next];
            ++next;
        }
    }
}

}  // namespace boresight::scene::lte
