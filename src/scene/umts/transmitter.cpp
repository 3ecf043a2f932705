// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/umts/transmitter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "scene/draws.h"
#include "scene/floor_divide.h"
#include "scene/umts/bch.h"

namespace boresight::scene::umts {
namespace {

using Chip = std::complex<float>;

constexpr int traffic_factor = 128;
constexpr int symbols_per_slot = chips_per_slot / traffic_factor;
constexpr int broadcast_factor = 256;
constexpr int broadcast_code = 1;
constexpr int broadcast_symbols_per_slot = 9;  // the place of the tenth is the synchronization codes'
constexpr int frames_per_sfn_round = 4096;
// Codes far apart in the tree, none below the common channels' C(128, 0), and their powers over each other.
constexpr std::array traffic_codes{2, 11, 17, 23, 31, 38, 47, 55, 62, 69, 78, 85, 94, 102, 113, 119};
constexpr std::array traffic_db{-1, -3, -3, -5, -2, -4, -8, -7, -4, -6, -5, -9, -10, -8, -6, 0};

double power(double db) {
    return std::pow(10.0, db / 10);
}

float amplitude(double db) {
    return static_cast<float>(std::pow(10.0, db / 20));
}

}  // namespace

Transmitter::Transmitter(const Cell& cell)
    : cell_((check(cell), cell)), scrambling_(scrambling_code(cell.psc)), primary_(primary_sync()) {
    for (int slot = 0; slot < slots_per_frame; ++slot)
        secondary_.push_back(secondary_sync(secondary_sync_number(cell.psc, slot)));
    for (int chip = 0; chip < broadcast_factor; ++chip)
        broadcast_signs_.push_back(static_cast<float>(spreading_sign(broadcast_factor, broadcast_code, chip)));
    const double rest = 1 - common_power(cell);
    double sum = 0;
    for (const int db : traffic_db) sum += power(db);
    for (std::size_t i = 0; i < traffic_codes.size(); ++i) {
        // A chip of a code is a QPSK symbol, whose parts are 1 each.
        const double scale = std::sqrt(rest * cell.occupancy * power(traffic_db[i]) / sum / 2);
        auto& signs = traffic_signs_.emplace_back();
        for (int chip = 0; chip < traffic_factor; ++chip)
            signs.push_back(static_cast<float>(scale * spreading_sign(traffic_factor, traffic_codes[i], chip)));
    }
}

void Transmitter::write(std::int64_t slot, std::span<Chip> chips) {
    const auto in_frame = static_cast<int>(floor_remainder(slot, slots_per_frame));
    const float pilot = amplitude(cell_.cpich_db) / std::sqrt(2.0F);
    std::ranges::fill(chips, Chip(pilot, pilot));
    write_broadcast(slot, chips);
    write_traffic(slot, chips);
    scramble(in_frame, chips);
    write_sync(in_frame, chips);
}

void Transmitter::write_traffic(std::int64_t slot, std::span<Chip> chips) const {
    if (cell_.occupancy == 0) return;
    for (std::size_t code = 0; code < traffic_signs_.size(); ++code) {
        std::uint64_t bits = Draws(cell_.seed, static_cast<std::uint64_t>(slot), code).word();
        const auto& signs = traffic_signs_[code];
        for (int symbol = 0; symbol < symbols_per_slot; ++symbol) {
            const float real = bits & 1U ? -1 : 1;
            const float imaginary = bits & 2U ? -1 : 1;
            bits >>= 2;
            Chip* const out = chips.data() + symbol * traffic_factor;
            for (std::size_t i = 0; i < signs.size(); ++i)
                out[i] = {out[i].real() + real * signs[i], out[i].imag() + imaginary * signs[i]};
        }
    }
}

// TS 25.211 5.3.3.3: 18 bits a slot, after the synchronization codes.
void Transmitter::write_broadcast(std::int64_t slot, std::span<Chip> chips) {
    const std::int64_t frame = floor_divide(slot, slots_per_frame);
    const std::int64_t pair = floor_divide(frame, 2);
    if (pair != broadcast_pair_ || broadcast_.empty()) {
        const auto sfn = static_cast<int>(2 * pair & (frames_per_sfn_round - 1));
        broadcast_ = bch_coded(bch_block(cell_, sfn));
        broadcast_pair_ = pair;
    }
    const auto slot_of_pair = static_cast<std::size_t>(slot - 2 * pair * slots_per_frame);
    const float level = amplitude(cell_.pccpch_db) / std::sqrt(2.0F);
    for (std::size_t symbol = 0; symbol < broadcast_symbols_per_slot; ++symbol) {
        const std::size_t bit = 2 * (slot_of_pair * broadcast_symbols_per_slot + symbol);
        const float real = broadcast_[bit] ? -level : level;
        const float imaginary = broadcast_[bit + 1] ? -level : level;
        Chip* const out = chips.data() + sync_chips + symbol * broadcast_factor;
        for (std::size_t i = 0; i < broadcast_signs_.size(); ++i)
            out[i] += Chip(broadcast_signs_[i] * real, broadcast_signs_[i] * imaginary);
    }
}

void Transmitter::scramble(int slot_in_frame, std::span<Chip> chips) const {
    const float unit = 1 / std::sqrt(2.0F);  // of the code, whose chips are +-1 +-j
    const Chip* const code = scrambling_.data() + slot_in_frame * chips_per_slot;
    for (std::size_t i = 0; i < chips.size(); ++i)
        chips[i] = Chip(unit * (chips[i].real() * code[i].real() - chips[i].imag() * code[i].imag()),
                        unit * (chips[i].real() * code[i].imag() + chips[i].imag() * code[i].real()));
}

void Transmitter::write_sync(int slot_in_frame, std::span<Chip> chips) const {
    const float primary = -amplitude(cell_.psch_db) / std::sqrt(2.0F);
    const float secondary = -amplitude(cell_.ssch_db) / std::sqrt(2.0F);
    const SyncSigns& signs = secondary_[static_cast<std::size_t>(slot_in_frame)];
    for (std::size_t i = 0; i < primary_.size(); ++i) {
        const float value = primary * static_cast<float>(primary_[i]) + secondary * static_cast<float>(signs[i]);
        chips[i] += Chip(value, value);
    }
}

}  // namespace boresight::scene::umts
