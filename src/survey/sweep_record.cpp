// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/sweep_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "platform/version.h"
#include "store/reader.h"
#include "survey/sweep_config.h"

namespace boresight::survey {

namespace {

constexpr const char* command = "aim";
constexpr std::array<std::pair<const char*, StopKind>, 4> purposes{{{"aim", StopKind::ring},
                                                                    {"aim reference", StopKind::reference},
                                                                    {"aim fine", StopKind::fine},
                                                                    {"aim polarization", StopKind::polarization}}};

std::string software() {
    return fmt::format("boresight {}", version());
}

std::optional<StopKind> kind_of(const std::string& purpose) {
    for (const auto& [name, kind] : purposes)
        if (purpose == name) return kind;
    return std::nullopt;
}

store::CellIdentity identity_of(const SweepCell& cell) {
    store::CellIdentity identity;
    identity.frequency_hz = cell.frequency_hz;
    identity.physical_id = cell.pci;
    return identity;
}

store::CellFacts facts_of(const SweepCell& cell) {
    store::CellFacts facts;
    facts.ports = cell.ports;
    if (cell.n_rb_dl > 0) facts.n_rb_dl = cell.n_rb_dl;
    facts.tdd = cell.duplex == dsp::lte::Duplex::tdd;
    facts.extended_cp = cell.cp == dsp::lte::CyclicPrefix::extended;
    return facts;
}

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
    const std::optional<StopKind> kind = kind_of(full.sweep.purpose);
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
            origin.radio = full.session.source_name;
            origin.antenna = full.session.antenna;
            origin.simulated = full.session.simulated;
            origin.setting.position = full.dwell.position;
            read_sweep_config(full.session.config, origin);
        }
        all.push_back(full);
        return true;
    });
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

SweepRecorder::SweepRecorder(const std::filesystem::path& database, const SweepOrigin& origin, const Clock& clock)
    : writer_(database, {.command = "boresight aim", .software = software()}, clock) {
    store::Session session;
    session.command = command;
    session.source_kind = "device";
    session.source_name = origin.radio;
    session.antenna = origin.antenna;
    session.config = sweep_config(origin);
    session.software = software();
    session.simulated = origin.simulated;
    session.start_ns = clock.wall_ns();
    session_ = writer_.begin_session(session);
    if (origin.setting.scale.zero) scale_offset_deg_ = origin.setting.scale.zero->offset_deg;
}

SweepRecorder::~SweepRecorder() = default;

store::SweepId SweepRecorder::sweep_of(StopKind kind) {
    const auto known = sweeps_.find(kind);
    if (known != sweeps_.end()) return known->second;
    const auto* purpose =
        std::find_if(purposes.begin(), purposes.end(), [kind](const auto& p) { return p.second == kind; });
    return sweeps_[kind] =
               writer_.begin_sweep(session_, {.purpose = purpose->first, .scale_offset_deg = scale_offset_deg_});
}

void SweepRecorder::keep(const SweepStopRecord& stop, const std::vector<SweepCell>& cells) {
    if (stop.skipped()) return;
    const store::SweepId sweep = sweep_of(stop.kind);
    for (const CarrierDwell& carrier : stop.carriers) {
        const store::DwellId dwell = writer_.add_dwell(sweep, carrier.dwell);
        for (const CellLook& look : carrier.looks) {
            const SweepCell& cell = cells.at(look.cell);
            writer_.add_reading(dwell, writer_.cell(identity_of(cell), facts_of(cell), stop.start_ns), look.reading);
        }
        for (const store::BandReading& band : carrier.bands) writer_.add_band_reading(dwell, band);
    }
    writer_.commit();
}

void SweepRecorder::finish(store::SweepState state) {
    for (const auto& [kind, sweep] : sweeps_) writer_.end_sweep(sweep, state);
    writer_.end_session(session_);
}

std::int64_t SweepRecorder::readings() const {
    return writer_.acknowledged();
}

std::optional<StoredSweep> unfinished_sweep(const std::filesystem::path& database) {
    store::Reader reader(database);
    const std::optional<store::SessionId> last = reader.unfinished_session(command);
    if (!last) return std::nullopt;
    StoredSweep sweep{.session = *last, .origin = {}, .stops = {}, .cells = {}, .gain_db = {}};
    read_run(reader, *last, sweep);
    add_bands(reader, sweep);
    if (sweep.stops.empty()) return std::nullopt;
    return sweep;
}

}  // namespace boresight::survey
