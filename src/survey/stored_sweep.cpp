// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/stored_sweep.h"

#include <utility>

#include "survey/carrier_names.h"
#include "survey/stored_stops.h"
#include "survey/sweep_config.h"

namespace boresight::survey {

namespace {

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
            origin.site = full.site_name;
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
    for (const store::FullReading& full : all) {
        const std::optional<StopKind> kind = stop_kind_of(full.sweep.purpose);
        if (!kind || !add_stored_reading(full, *kind, sweep.stops, sweep.cells)) continue;
        sweep.gain_db = full.dwell.gain_db;
    }
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

// Once the duplex is known from the cells.
void name_carriers(StoredSweep& sweep) {
    for (SweepCarrier& carrier : sweep.origin.carriers)
        for (const SweepCell& cell : sweep.cells)
            if (cell.frequency_hz == carrier.frequency_hz && carrier.rat == catalog::Rat::lte)
                carrier.names = carrier_names(carrier.frequency_hz, cell.duplex);
}

}  // namespace

void take_pilot_powers(const store::Announced& said, std::vector<SweepCell>& cells) {
    for (SweepCell& cell : cells) {
        const auto told = said.find({cell.frequency_hz, cell.pci});
        if (cell.rat == catalog::Rat::umts && told != said.end() && told->second.reference_signal_power_dbm)
            cell.pilot_dbm = *told->second.reference_signal_power_dbm;
    }
}

std::optional<StoredSweep> stored_sweep(store::Reader& reader, store::SessionId run) {
    StoredSweep sweep{.session = run, .origin = {}, .start_ns = 0, .stops = {}, .cells = {}, .gain_db = {}};
    read_run(reader, run, sweep);
    if (sweep.stops.empty()) return std::nullopt;
    add_bands(reader, sweep);
    name_carriers(sweep);
    sweep.finished = reader.is_done(run);
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
    auto found = last ? stored_sweep(reader, *last) : std::nullopt;
    if (found) take_pilot_powers(store::read_announcements(database), found->cells);
    return found;
}

LiveEstimate estimate_again(const StoredSweep& sweep) {
    const aim::SweepPlanSetting& plan = sweep.origin.setting.plan;
    return estimate_live(
        sweep.stops, {sweep.origin.carriers, sweep.cells}, plan,
        {.fit = sweep.finished || ring_is_done(sweep.stops, plan), .present_deg = plan.first_azimuth_deg});
}

}  // namespace boresight::survey
