// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/stored_stops.h"

#include <algorithm>

namespace boresight::survey {

namespace {

// The number of a cell in the list, which it is added to where it is new.
std::size_t number_of(const store::Cell& cell, std::vector<SweepCell>& cells) {
    const double frequency_hz = cell.identity.frequency_hz.value_or(0);
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (cells[i].frequency_hz == frequency_hz && cells[i].pci == cell.identity.physical_id &&
            cells[i].rat == cell.identity.rat)
            return i;
    SweepCell out{.frequency_hz = frequency_hz, .pci = cell.identity.physical_id};
    out.rat = cell.identity.rat;
    out.ports = cell.facts.ports.value_or(1);
    out.n_rb_dl = cell.facts.n_rb_dl.value_or(0);
    if (cell.facts.tdd.value_or(false)) out.duplex = dsp::lte::Duplex::tdd;
    if (cell.facts.extended_cp.value_or(false)) out.cp = dsp::lte::CyclicPrefix::extended;
    if (cell.identity.plmn && cell.identity.cell_id) take_identity(*cell.identity.plmn, *cell.identity.cell_id, out);
    cells.push_back(out);
    return cells.size() - 1;
}

}  // namespace

bool add_stored_reading(const store::FullReading& full, StopKind kind, std::vector<SweepStopRecord>& stops,
                        std::vector<SweepCell>& cells) {
    if (!full.dwell.center_frequency_hz) return false;
    if (stops.empty() || stops.back().start_ns != full.dwell.start_ns) {
        SweepStopRecord stop;
        stop.kind = kind;
        stop.azimuth_deg = full.dwell.pose.azimuth_deg.value_or(0);
        if (kind == StopKind::turn) stop.azimuth_sigma_deg = full.dwell.pose.azimuth_sigma_deg;
        stop.polarization_deg = full.dwell.pose.polarization_deg.value_or(0);
        stop.elevation_deg = full.dwell.pose.elevation_deg;
        stop.start_ns = full.dwell.start_ns;
        stop.end_ns = full.dwell.end_ns;
        stops.push_back(stop);
    }
    SweepStopRecord& stop = stops.back();
    if (stop.carriers.empty() || stop.carriers.back().frequency_hz != *full.dwell.center_frequency_hz) {
        CarrierDwell carrier;
        carrier.frequency_hz = *full.dwell.center_frequency_hz;
        carrier.dwell = full.dwell;
        if (full.dwell.flags & store::dwell_flag::clipped) carrier.clipped_share = 1;
        stop.carriers.push_back(carrier);
    }
    CarrierDwell& carrier = stop.carriers.back();
    const std::size_t cell = number_of(full.cell, cells);
    if (full.reading.cfo_hz) cells[cell].cfo_hz = *full.reading.cfo_hz;
    carrier.looks.push_back({cell, full.reading});
    carrier.looks_taken = std::max(carrier.looks_taken, static_cast<int>(carrier.looks.size()));
    return true;
}

}  // namespace boresight::survey
