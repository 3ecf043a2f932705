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
constexpr int secondary_symbol = 5;
constexpr int primary_symbol = 6;
constexpr int first_broadcast_symbol = 7;
constexpr int last_broadcast_symbol = 10;

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
    write_load(frame, subframe, ports, loaded);
    clear_reserved(subframe, ports);
    if (information_) information_->write(frame, subframe, ports);
    write_references(subframe, ports);
    if (subframe == 0 || subframe == 5) write_sync(subframe, ports);
    if (subframe == 0) write_broadcast(frame, ports);
}

void Transmitter::write_load(std::int64_t frame, int subframe, std::span<Grid> ports, Blocks loaded) const {
    const float half = amplitude(cell_.load_power_db) * static_cast<float>(std::numbers::sqrt2 / 2);
    const std::array<Element, 4> symbols{{{-half, -half}, {half, -half}, {-half, half}, {half, half}}};
    for (int block = loaded.first; block < loaded.last; ++block) {
        Draws draws(cell_.seed, static_cast<std::uint64_t>(frame), static_cast<std::uint64_t>(subframe * 128 + block));
        if (draws.share() >= cell_.occupancy) continue;
        for (Grid& port : ports)
            for (int l = 0; l < symbols_per_subframe; ++l) {
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
void Transmitter::clear_reserved(int subframe, std::span<Grid> ports) const {
    for (Grid& grid : ports) {
        for (int l = 0; l < symbols_per_subframe; ++l)
            for (int port = 0; port < cell_.ports; ++port) {
                const int first = first_reference(cell_, port, l);
                if (first < 0) continue;
                const auto symbol = grid.symbol(l);
                for (auto k = static_cast<std::size_t>(first); k < symbol.size(); k += 6) symbol[k] = {};
            }
        const auto silence = [&](int l) { std::ranges::fill(center_of(grid.symbol(l)), Element{}); };
        if (subframe == 0 || subframe == 5)
            for (const int l : {secondary_symbol, primary_symbol}) silence(l);
        if (subframe == 0)
            for (int l = first_broadcast_symbol; l <= last_broadcast_symbol; ++l) silence(l);
    }
}

void Transmitter::write_references(int subframe, std::span<Grid> ports) const {
    for (int port = 0; port < cell_.ports; ++port)
        for (int l = 0; l < symbols_per_subframe; ++l) {
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
    constexpr std::size_t margin = (center_width - sync_subcarriers) / 2;
    for (Grid& grid : senders) {
        const auto primary = center_of(grid.symbol(primary_symbol));
        const auto secondary = center_of(grid.symbol(secondary_symbol));
        for (std::size_t i = 0; i < primary_.size(); ++i) {
            primary[i + margin] = scale * primary_[i];
            secondary[i + margin] = scale * secondary_[subframe == 0 ? 0 : 1][i];
        }
    }
}

// By subcarrier, then by symbol, past the places where four ports would have references.
void Transmitter::write_broadcast(std::int64_t frame, std::span<Grid> ports) {
    if (frame != broadcast_frame_ || broadcast_.empty()) {
        broadcast_ = pbch_symbols(cell_, sfn(frame));
        broadcast_frame_ = frame;
    }
    std::size_t next = 0;
    for (int l = first_broadcast_symbol; l <= last_broadcast_symbol; ++l) {
        const bool has_references = l < first_broadcast_symbol + 2;
        for (int k = 0; k < center_width; ++k) {
            if (has_references && k % 3 == cell_.pci % 3) continue;
            for (std::size_t port = 0; port < ports.size(); ++port)
                center_of(ports[port].symbol(l))[static_cast<std::size_t>(k)] = broadcast_[port][next];
            ++next;
        }
    }
}

}  // namespace boresight::scene::lte
