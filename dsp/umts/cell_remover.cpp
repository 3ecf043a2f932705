// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/cell_remover.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/clones.h"
#include "dsp/umts/chip_products.h"
#include "dsp/umts/chip_sampler.h"
#include "dsp/umts/pilot_symbols.h"
#include "dsp/umts/rotate.h"

namespace boresight::dsp::umts {

namespace {

constexpr int furthest = 90 * static_cast<int>(samples_per_chip);  // lags to either side: 20 us and a pulse's length
constexpr int pulse_reach = 13 * static_cast<int>(samples_per_chip);
constexpr std::size_t asked_slots = 16;                          // that say which lags hold anything
constexpr double weakest_lag = 0.01, weakest_strong_lag = 0.05;  // of the strongest
constexpr double clear_of_noise = 5;                             // sigmas
constexpr std::size_t slots_around = 2;  // that share an estimate of the channel, to either side
constexpr double clear_symbols = 6;      // power of half a symbol over its scatter: one in a hundred is wrong
// Of the power left: then most of what disturbed the estimate of the channel was the cell's own, and is gone.
constexpr double worth_a_second_pass = 0.5;

BORESIGHT_CLONES void subtract_scaled(const Sample* __restrict sent, Sample gain, Sample* __restrict received,
                                      std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) received[i] -= gain * sent[i];
}

IqBuffer samples_of(const SyncCode& code) {
    return IqBuffer(code.begin(), code.end());
}

}  // namespace

void CellRemover::split(const IqBuffer& steady) {
    for (std::size_t phase = 0; phase < samples_per_chip; ++phase) {
        chips_[phase].resize((steady.size() + 1) / samples_per_chip);
        for (std::size_t n = phase, i = 0; n < steady.size(); n += samples_per_chip) chips_[phase][i++] = steady[n];
    }
}

void CellRemover::join(IqBuffer& steady) const {
    for (std::size_t phase = 0; phase < samples_per_chip; ++phase)
        for (std::size_t n = phase, i = 0; n < steady.size(); n += samples_per_chip) steady[n] = chips_[phase][i++];
}

void CellRemover::set_codes(int psc) {
    pilot_ = scrambling_code(psc);
    broadcast_ = pilot_;
    for (std::size_t i = 0; i < frame_chips; ++i) {
        pilot_[i] *= Sample(0.5F, 0.5F);
        // C_ch,256,1: half of a symbol with either sign.
        broadcast_[i] *= (i % pilot_chips < pilot_chips / 2 ? 1.0F : -1.0F) / std::sqrt(2.0F);
    }
    primary_sync_ = samples_of(primary_sync_code());
    for (std::size_t slot = 0; slot < slots_per_frame; ++slot)
        secondary_sync_[slot] =
            samples_of(secondary_sync_code(secondary_code_number(code_group(psc), static_cast<int>(slot))));
}

void CellRemover::set_slots(const Alignment& place, std::size_t samples) {
    constexpr auto slot_size = static_cast<std::ptrdiff_t>(samples_per_chip * slot_chips);
    const auto frame_start = static_cast<std::ptrdiff_t>(std::lround(place.frame_start));
    slots_.clear();
    for (std::ptrdiff_t n = -(frame_start / slot_size) - 1;; ++n) {
        Slot slot{.start = frame_start + n * slot_size, .in_frame = place_in_frame(n, slots_per_frame)};
        const std::ptrdiff_t missing = std::max<std::ptrdiff_t>(0, furthest + 1 - slot.start) / 2;
        const std::ptrdiff_t end = (static_cast<std::ptrdiff_t>(samples) - furthest - slot.start) / 2;
        if (end <= 0) break;
        if (missing >= static_cast<std::ptrdiff_t>(slot_chips)) continue;
        slot.first = static_cast<std::size_t>(missing);
        if (end <= missing) break;
        slot.count = std::min(slot_chips, static_cast<std::size_t>(end)) - slot.first;
        slots_.push_back(slot);
    }
}

// From that chip of the slot on, so many samples later.
Sample* CellRemover::chips(const Slot& slot, std::size_t chip, int lag) {
    const auto at = static_cast<std::size_t>(slot.start + static_cast<std::ptrdiff_t>(samples_per_chip * chip) + lag);
    return chips_[at % samples_per_chip].data() + at / samples_per_chip;
}

void CellRemover::choose_lags() {
    std::vector<double> powers(2 * furthest + 1, 0.0);
    const std::size_t step = std::max<std::size_t>(1, slots_.size() / asked_slots);
    double asked = 0;
    for (std::size_t s = 0; s < slots_.size(); s += step) {
        const Slot& slot = slots_[s];
        if (!slot.whole()) continue;
        asked += 1;
        for (int lag = -furthest; lag <= furthest; ++lag)
            powers[static_cast<std::size_t>(lag + furthest)] += std::norm(
                product_with_conjugate(chips(slot, 0, lag), pilot_.data() + slot.in_frame * slot_chips, slot_chips));
    }
    std::vector<double> sorted = powers;
    std::nth_element(sorted.begin(), sorted.begin() + furthest, sorted.end());
    const double noise = sorted[furthest], most = *std::max_element(powers.begin(), powers.end());
    const double least = noise + std::max(clear_of_noise * noise / std::sqrt(std::max(asked, 1.0)), weakest_lag * most);
    std::vector<bool> kept(powers.size(), false);
    for (int i = 0; i <= 2 * furthest; ++i)
        if (powers[static_cast<std::size_t>(i)] > least)
            std::fill(kept.begin() + std::max(0, i - pulse_reach),
                      kept.begin() + std::min(2 * furthest, i + pulse_reach) + 1, true);
    lags_.clear();
    strong_.clear();
    for (int i = 0; i <= 2 * furthest; ++i) {
        if (!kept[static_cast<std::size_t>(i)]) continue;
        if (powers[static_cast<std::size_t>(i)] - noise > weakest_strong_lag * most) strong_.push_back(lags_.size());
        lags_.push_back(i - furthest);
    }
}

double CellRemover::received_power() const {
    double sum = 0;
    for (const IqBuffer& phase : chips_)
        for (const Sample& chip : phase) sum += std::norm(chip);
    return sum;
}

// Gains of the pilot at each lag, from each slot and those around it.
void CellRemover::estimate() {
    const std::size_t count = lags_.size();
    sums_.resize(slots_.size() * count);
    gains_.assign(slots_.size() * count, Sample{});
    for (std::size_t s = 0; s < slots_.size(); ++s) {
        const Slot& slot = slots_[s];
        for (std::size_t l = 0; l < count; ++l)
            sums_[s * count + l] = product_with_conjugate(
                chips(slot, slot.first, lags_[l]), pilot_.data() + slot.in_frame * slot_chips + slot.first, slot.count);
    }
    for (std::size_t s = 0; s < slots_.size(); ++s) {
        const std::size_t first = s - std::min(s, slots_around), end = std::min(slots_.size(), s + slots_around + 1);
        std::size_t summed = 0;
        for (std::size_t near = first; near < end; ++near) {
            summed += slots_[near].count;
            for (std::size_t l = 0; l < count; ++l) gains_[s * count + l] += sums_[near * count + l];
        }
        for (std::size_t l = 0; l < count; ++l) gains_[s * count + l] /= static_cast<float>(summed);
    }
}

// Sum over the strong lags, each in proportion to its gain.
std::complex<double> CellRemover::combined(std::size_t slot, const Sample* code, std::size_t first, std::size_t count) {
    std::complex<double> sum;
    for (const std::size_t l : strong_)
        sum += std::complex<double>(std::conj(gains_[slot * lags_.size() + l]) *
                                    product_with_conjugate(chips(slots_[slot], first, lags_[l]), code, count));
    return sum;
}

double CellRemover::power(std::size_t slot) const {
    double sum = 0;
    for (const std::size_t l : strong_) sum += std::norm(gains_[slot * lags_.size() + l]);
    return sum;
}

void CellRemover::set_sync_amplitudes(Amplitudes& amplitudes) {
    double weight = 0;
    for (std::size_t s = 0; s < slots_.size(); ++s) {
        if (!slots_[s].has_symbol(0)) continue;
        weight += static_cast<double>(sync_chips) * power(s);
        amplitudes.primary_sync += combined(s, primary_sync_.data(), 0, sync_chips);
        amplitudes.secondary_sync += combined(s, secondary_sync_[slots_[s].in_frame].data(), 0, sync_chips);
    }
    if (!(weight > 0)) return;
    amplitudes.primary_sync /= weight;
    amplitudes.secondary_sync /= weight;
}

void CellRemover::decide_symbols(Amplitudes& amplitudes) {
    symbols_.assign(slots_.size() * symbols_per_slot, Sample{});
    double parts = 0, size = 0, square = 0;
    for (std::size_t s = 0; s < slots_.size(); ++s) {
        const Slot& slot = slots_[s];
        const double weight = static_cast<double>(pilot_chips) * power(s);
        if (!(weight > 0)) continue;
        for (std::size_t k = 1; k < symbols_per_slot; ++k) {
            if (!slot.has_symbol(k)) continue;
            const std::size_t first = k * pilot_chips;
            const std::complex<double> symbol =
                combined(s, broadcast_.data() + slot.in_frame * slot_chips + first, first, pilot_chips) / weight;
            symbols_[s * symbols_per_slot + k] = Sample(symbol);
            parts += 2;
            size += std::abs(symbol.real()) + std::abs(symbol.imag());
            square += std::norm(symbol);
        }
    }
    if (parts == 0) return;
    const double mean = size / parts, scatter = square / parts - mean * mean;
    if (mean * mean > clear_symbols * scatter) amplitudes.broadcast = mean;
}

void CellRemover::subtract(std::size_t slot_number, const Sample* sent) {
    const Slot& slot = slots_[slot_number];
    for (std::size_t l = 0; l < lags_.size(); ++l)
        subtract_scaled(sent + slot.first, gains_[slot_number * lags_.size() + l], chips(slot, slot.first, lags_[l]),
                        slot.count);
}

void CellRemover::subtract_pilot() {
    for (std::size_t s = 0; s < slots_.size(); ++s) subtract(s, pilot_.data() + slots_[s].in_frame * slot_chips);
}

void CellRemover::subtract_known(const Amplitudes& amplitudes, Sent which) {
    const Sample primary(amplitudes.primary_sync), secondary(amplitudes.secondary_sync);
    const auto broadcast = static_cast<float>(amplitudes.broadcast);
    IqBuffer sent(slot_chips);
    for (std::size_t s = 0; s < slots_.size(); ++s) {
        const Slot& slot = slots_[s];
        for (std::size_t i = 0; i < sync_chips; ++i)
            sent[i] = primary * primary_sync_[i] + secondary * secondary_sync_[slot.in_frame][i];
        for (std::size_t i = sync_chips; i < slot_chips; ++i) {
            const Sample symbol = symbols_[s * symbols_per_slot + i / pilot_chips];
            const bool decided = symbol != Sample{};
            const Sample value(std::copysign(broadcast, symbol.real()), std::copysign(broadcast, symbol.imag()));
            sent[i] = decided ? value * broadcast_[slot.in_frame * slot_chips + i] : Sample{};
        }
        if (which == Sent::all)
            for (std::size_t i = 0; i < slot_chips; ++i) sent[i] += pilot_[slot.in_frame * slot_chips + i];
        subtract(s, sent.data());
    }
}

void CellRemover::remove(IqBuffer& steady, const Alignment& place) {
    set_slots(place, steady.size());
    if (std::none_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.whole(); })) return;
    const double step = place.cfo_hz / matched_rate_hz;
    rotate(steady.data(), steady.size(), 0, -step);
    split(steady);
    set_codes(place.psc);
    choose_lags();
    estimate();
    const double before = received_power();
    subtract_pilot();
    Amplitudes amplitudes;
    set_sync_amplitudes(amplitudes);
    decide_symbols(amplitudes);
    subtract_known(amplitudes, Sent::rest);
    if (received_power() < worth_a_second_pass * before) {
        estimate();
        subtract_known(amplitudes, Sent::all);
    }
    join(steady);
    rotate(steady.data(), steady.size(), 0, step);
}

}  // namespace boresight::dsp::umts
