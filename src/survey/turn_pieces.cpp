// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/turn_pieces.h"

#include <algorithm>
#include <cmath>

namespace boresight::survey {

namespace {

constexpr std::int64_t ns_per_ms = 1'000'000;

// As the database keeps it.
double hundredth(double value) {
    return std::round(100 * value) / 100;
}

// From one moment to another, in milliseconds from the begin of the turn.
SweepStopRecord piece_of(const SweepStopRecord& whole, std::int64_t from_ms, std::int64_t to_ms) {
    SweepStopRecord piece = whole;
    piece.start_ns = whole.start_ns + from_ms * ns_per_ms;
    piece.end_ns = whole.start_ns + to_ms * ns_per_ms;
    for (CarrierDwell& carrier : piece.carriers) {
        carrier.dwell.start_ns = piece.start_ns;
        carrier.dwell.end_ns = piece.end_ns;
        std::erase_if(carrier.looks, [&](const CellLook& look) {
            return look.reading.offset_ms < from_ms || look.reading.offset_ms >= to_ms;
        });
        for (CellLook& look : carrier.looks) look.reading.offset_ms -= static_cast<int>(from_ms);
        carrier.looks_taken = static_cast<int>(carrier.looks.size());
        carrier.looks_missing = 0;
    }
    return piece;
}

}  // namespace

std::vector<SweepStopRecord> cut_turn(const SweepStopRecord& whole, const pose::SteadyTurn& turn, std::size_t pieces,
                                      double alike) {
    std::vector<SweepStopRecord> out;
    const std::int64_t length_ms = (whole.end_ns - whole.start_ns) / ns_per_ms;
    for (std::size_t k = 0; k < pieces; ++k) {
        const auto bound_ms = [&](std::size_t nth) {
            return length_ms * static_cast<std::int64_t>(nth) / static_cast<std::int64_t>(pieces);
        };
        SweepStopRecord piece = piece_of(whole, bound_ms(k), bound_ms(k + 1));
        const auto pose = turn.azimuth_at(piece.start_ns + (piece.end_ns - piece.start_ns) / 2);
        const bool heard = std::any_of(piece.carriers.begin(), piece.carriers.end(),
                                       [](const CarrierDwell& carrier) { return !carrier.looks.empty(); });
        if (!pose || !heard) continue;
        piece.azimuth_deg = pose::once_round(hundredth(pose->deg));
        piece.azimuth_sigma_deg = hundredth(pose->sigma_deg * std::sqrt(alike));
        for (CarrierDwell& carrier : piece.carriers) {
            carrier.dwell.pose.azimuth_deg = piece.azimuth_deg;
            carrier.dwell.pose.azimuth_sigma_deg = piece.azimuth_sigma_deg;
        }
        out.push_back(std::move(piece));
    }
    return out;
}

}  // namespace boresight::survey
