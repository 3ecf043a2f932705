// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/stored_sweep.h"

#include <algorithm>
#include <utility>

#include "survey/sweep_config.h"

namespace boresight::survey {

namespace {

// The number of a cell in the list, which it is added to where it is new.
std::size_t number_of(const store::Cell& cell, std::vector<SweepCell>& cells) {
    const double frequency_hz = cell.identity.frequency_hz.value_or(0);
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (cells[i].frequency_hz == frequency_hz && cells[i].pci == cell.identity.physical_id) return i;
    SweepCell out{.frequency_hz = frequency_hz, .pci = cell.identity.physical_id};
    out.ports = cell.facts.ports.value_or(1);
    out.n_rb_dl = cell.facts.n_rb_dl.value_or(0);
    if (cell.facts.tdd.value_or(false)) out.duplex = dsp::lte::Duplex::tdd;
    if (cell.facts.extended_cp.value_or(false)) out.cp = dsp::lte::CyclicPrefix::extended;
    cells.push_back(out);
    return cells.size() - 1;
}

void add_reading(const store::FullReading& full, StoredSweep& sweep) {
    const std::optional<StopKind> kind = stop_kind_of(full.sweep.purpose);
    if (!kind || !full.dwell.center_frequency_hz) return;
    if (sweep.stops.empty() || sweep.stops.back().start_ns != full.dwell.start_ns) {
        SweepStopRecord stop;
        stop.kind = *kind;
        stop.azimuth_deg = full.dwell.pose.azimuth_deg.value_or(0);
        stop.polarization_deg = full.dwell.pose.polarization_deg.value_or(0);
        stop.start_ns = full.dwell.start_ns;
        stop.end_ns = full.dwell.end_ns;
        sweep.stops.push_back(stop);
    }
    SweepStopRecord& stop = sweep.stops.back();
    if (stop.carriers.empty() || stop.carriers.back().frequency_hz != *full.dwell.center_frequency_hz) {
        CarrierDwell carrier;
        carrier.frequency_hz = *full.dwell.center_frequency_hz;
        carrier.dwell = full.dwell;
        if (full.dwell.flags & store::dwell_flag::clipped) carrier.clipped_share = 1;
        stop.carriers.push_back(carrier);
    }
    CarrierDwell& carrier = stop.carriers.back();
    const std::size_t cell = number_of(full.cell, sweep.cells);
    if (full.reading.cfo_hz) sweep.cells[cell].cfo_hz = *full.reading.cfo_hz;
    carrier.looks.push_back({cell, full.reading});
    carrier.looks_taken = std::max(carrier.looks_taken, static_cast<int>(carrier.looks.size()));
    sweep.gain_db = full.dwell.gain_db;
}

void read_run(store::Reader& reader, store::SessionId session, StoredSweep& sweep) {
    const store::ReadingFilter filter{.session = session};
    bool first = true;
    SweepOrigin origin;
    std::vector<store::FullReading> all;
    reader.readings(filter, [&](const store::FullReading& full) {
        if (std::exchange(first, false)) {
            sweep.start_ns = full.session.start_ns.value_or(full.dwell.start_ns);
            origin.radio = full.session.source_name;
            origin.antenna = full.session.antenna;
            origin.simulated = full.session.simulated;
            origin.setting.position = full.dwell.position;
            read_sweep_config(full.session.config, origin);
        }
        all.push_back(full);
        return full.session.command == sweep_command;
    });
    if (!all.empty() && all.front().session.command != sweep_command) return;
    // An earlier number: never a circle, whatever a file says.
    if (origin.continues && origin.continues->value < session.value) read_run(reader, *origin.continues, sweep);
    for (const store::FullReading& full : all) add_reading(full, sweep);
    if (!all.empty()) sweep.origin = origin;
}

void add_bands(store::Reader& reader, StoredSweep& sweep) {
    if (sweep.stops.empty()) return;
    reader.band_readings(sweep.stops.front().start_ns, [&](const store::FullBandReading& full) {
        for (SweepStopRecord& stop : sweep.stops)
            for (CarrierDwell& carrier : stop.carriers)
                if (stop.start_ns == full.dwell_start_ns && carrier.frequency_hz == full.center_frequency_hz)
                    carrier.bands.push_back(full.reading);
    });
}

}  // namespace

std::optional<StoredSweep> stored_sweep(store::Reader& reader, store::SessionId run) {
    StoredSweep sweep{.session = run, .origin = {}, .start_ns = 0, .stops = {}, .cells = {}, .gain_db = {}};
    read_run(reader, run, sweep);
    if (sweep.stops.empty()) return std::nullopt;
    add_bands(reader, sweep);
    sweep.finished = reader.unfinished_session(sweep_command) != run;
    return sweep;
}

std::optional<StoredSweep> last_finished_sweep(store::Reader& reader) {
    const auto last = reader.last_session();
    for (std::int64_t id = last ? last->value : 0; id > 0; --id) {
        auto found = stored_sweep(reader, {id});
        if (found && found->finished) return found;
    }
    return std::nullopt;
}

std::optional<StoredSweep> unfinished_sweep(const std::filesystem::path& database) {
    store::Reader reader(database);
    const std::optional<store::SessionId> last = reader.unfinished_session(sweep_command);
    return last ? stored_sweep(reader, *last) : std::nullopt;
}

LiveEstimate estimate_again(const StoredSweep& sweep) {
    const aim::SweepPlanSetting& plan = sweep.origin.setting.plan;
    return estimate_live(
        sweep.stops, {sweep.origin.carriers, sweep.cells}, plan,
        {.fit = sweep.finished || ring_is_done(sweep.stops, plan), .present_deg = plan.first_azimuth_deg});
}

}  // namespace boresight::survey
