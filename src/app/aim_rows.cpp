// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_rows.h"

#include <fmt/format.h>

#include "app/aim_figures.h"

namespace boresight::app {

std::vector<AimCellRow> aim_cell_rows(const LiveAimReport& report) {
    const survey::LiveEstimate& estimate = report.estimate();
    const std::vector<survey::SweepCell>& cells = report.outcome.sweep.cells;
    std::vector<AimCellRow> rows;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const survey::SweepCarrier* carrier = carrier_of(report, cells[c]);
        AimCellRow row{.carrier = carrier ? carrier_words(report, *carrier) : "",
                       .cell = identity_words(cells[c]) + (report.who.own.known_by(cells[c]) ? ", yours" : ""),
                       .direction = "heard at too few stops",
                       .gain = "",
                       .no_direction = "",
                       .leading = estimate.leading == c};
        if (c < estimate.fits.size() && estimate.fits[c]) {
            const aim::CellFit& fit = *estimate.fits[c];
            row.direction = bearing_words(fit);
            if (fit.usable_direction) row.gain = gain_interval(fit.gain_over_present_db);
            row.no_direction = fmt::format("{:.1f} %", 100 * fit.p_isotropic);
        }
        rows.push_back(row);
    }
    return rows;
}

std::vector<AimCarrierRow> aim_carrier_rows(const LiveAimReport& report) {
    std::vector<AimCarrierRow> rows;
    const auto& choice = report.estimate().choice;
    if (!choice) return rows;
    for (const aim::CarrierPointing& one : choice->carriers) {
        const survey::SweepCarrier& carrier = report.outcome.sweep.carriers[one.carrier];
        const bool lte = carrier.rat == catalog::Rat::lte;  // of 3G no SINR follows from what was measured
        rows.push_back({.carrier = carrier_words(report, carrier),
                        .best_at = degrees(one.azimuth_deg),
                        .sinr = lte ? fmt::format("{:.0f} dB ({:.0f} to {:.0f})", one.sinr_db.value, one.sinr_db.low,
                                                  one.sinr_db.high)
                                    : "not told for 3G",
                        .capacity = lte ? fmt::format("{:.0f} Mbit/s", one.capacity_mbps)
                                        : umts_capacity_words(one.sinr_db) + ", roughly",
                        .best_with = fmt::format("{:.0f} %", 100 * one.p_best)});
    }
    return rows;
}

}  // namespace boresight::app
