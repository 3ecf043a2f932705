// SPDX-License-Identifier: GPL-3.0-or-later
// What carrier to lock and where to point for it: the throughput that each carrier would give at each azimuth, averaged
// over what the fits leave open, with the other cells of the carrier as interference. It is the throughput of one
// layer and an empty cell, 65 % of Shannon's bound and at most 4.8 bit/s/Hz: good for comparing, no promise. Azimuths
// in degrees on the scale of the stops, levels and noise in dB of one scale, bandwidth in MHz, throughput in Mbit/s.
// Pure; nothing fails; some 10 ms a cell.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "aim/fit.h"

namespace boresight::aim {

inline constexpr double known_sinr_db = 25;  // above it a measured SINR says no more

// The throughput per hertz: bit/s/Hz of one layer at a SINR, which is a ratio.
double efficiency_bps_hz(double sinr);

// A cell on a carrier. Cells of one site that were pooled share a fit; its draws are then taken alike.
struct CarrierCell {
    const CellFit* fit = nullptr;
    double offset_db = 0;   // of this cell above the fit's level
    Value flat_level_db{};  // without a fit: its level wherever the antenna points
};

struct Carrier {
    double bandwidth_mhz = 0;
    std::vector<CarrierCell> cells;  // the strongest serves, the others interfere
    double noise_db = 0;             // per resource element
};

struct CapacitySetting {
    double present_deg = 0;
    std::optional<std::size_t> present_carrier;  // the one that serves now
    std::vector<double> azimuths_deg;            // candidates; empty: every degree
};

// A carrier at the azimuth that is best for it.
struct CarrierPointing {
    std::size_t carrier = 0;
    std::optional<std::size_t> serving;  // cell that is strongest there in most draws
    double azimuth_deg = 0;
    double p_best = 0;                   // of being the best carrier
    double capacity_mbps = 0;            // mean
    Value sinr_db{};                     // 95 %
    Value sinr_gain_db{};                // over the present azimuth, on the same carrier
    Value power_gain_db{};               // the same of the serving cell's power
    std::optional<std::size_t> avoided;  // interfering cell for which it points beside the serving cell's own peak
};

enum class CarrierDecision {
    clear,      // the first is best with 90 %
    tied,       // not, but choosing it costs less than 5 % on average: take what is easier to mount
    undecided,  // more stops would pay
};

struct CapacityChoice {
    std::vector<CarrierPointing> carriers;  // the best mean throughput first
    CarrierDecision decision = CarrierDecision::undecided;
    double expected_loss = 0;        // of choosing the first: share of the throughput
    std::optional<Value> gain_mbps;  // over the present azimuth and carrier
    // Of the first over the second, 95 %; nothing where there is no second.
    std::optional<Value> margin_mbps = {}, margin_sinr_db = {};
};

// Nothing where no carrier has a cell.
std::optional<CapacityChoice> choose_carrier(std::span<const Carrier> carriers, const CapacitySetting& setting);

}  // namespace boresight::aim
