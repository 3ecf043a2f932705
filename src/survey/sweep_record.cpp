// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/sweep_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "platform/version.h"
#include "survey/sweep_config.h"

namespace boresight::survey {

namespace {

constexpr std::array<std::pair<const char*, StopKind>, 6> purposes{{{"aim", StopKind::ring},
                                                                    {"aim reference", StopKind::reference},
                                                                    {"aim fine", StopKind::fine},
                                                                    {"aim polarization", StopKind::polarization},
                                                                    {"aim elevation", StopKind::elevation},
                                                                    {"aim turn", StopKind::turn}}};

std::string software() {
    return fmt::format("boresight {}", version());
}

store::CellIdentity identity_of(const SweepCell& cell) {
    store::CellIdentity identity;
    identity.frequency_hz = cell.frequency_hz;
    identity.physical_id = cell.pci;
    identity.plmn = cell.plmn;
    identity.cell_id = cell.cell_id;
    identity.rat = cell.rat;
    return identity;
}

store::CellFacts facts_of(const SweepCell& cell) {
    store::CellFacts facts;
    if (cell.rat == catalog::Rat::umts) return facts;
    facts.ports = cell.ports;
    if (cell.n_rb_dl > 0) facts.n_rb_dl = cell.n_rb_dl;
    facts.tdd = cell.duplex == dsp::lte::Duplex::tdd;
    facts.extended_cp = cell.cp == dsp::lte::CyclicPrefix::extended;
    return facts;
}

}  // namespace

const char* purpose_of(StopKind kind) {
    const auto* found =
        std::find_if(purposes.begin(), purposes.end(), [kind](const auto& each) { return each.second == kind; });
    return found->first;
}

std::optional<StopKind> stop_kind_of(const std::string& purpose) {
    for (const auto& [name, kind] : purposes)
        if (purpose == name) return kind;
    return std::nullopt;
}

SweepRecorder::SweepRecorder(const std::filesystem::path& database, const SweepOrigin& origin, const Clock& clock,
                             const char* command)
    : writer_(database, {.command = "boresight aim", .software = software()}, clock), command_(command) {
    store::Session session;
    session.command = command_;
    session.source_kind = "device";
    session.source_name = origin.radio;
    session.antenna = origin.antenna;
    session.config = sweep_config(origin);
    session.software = software();
    session.simulated = origin.simulated;
    session.start_ns = clock.wall_ns();
    if (!origin.site.empty())
        session.site = writer_.site({.name = origin.site, .position = origin.setting.position, .declination_deg = {}});
    session_ = writer_.begin_session(session);
    if (origin.setting.scale.zero) scale_offset_deg_ = origin.setting.scale.zero->offset_deg;
}

SweepRecorder::~SweepRecorder() = default;

store::SweepId SweepRecorder::sweep_of(StopKind kind) {
    const auto known = sweeps_.find(kind);
    if (known != sweeps_.end()) return known->second;
    const std::string purpose = command_ == sweep_command ? purpose_of(kind) : command_;
    return sweeps_[kind] = writer_.begin_sweep(session_, {.purpose = purpose, .scale_offset_deg = scale_offset_deg_});
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

void SweepRecorder::tell(const std::string& event, const std::string& detail) {
    writer_.add_event({.kind = event, .detail = detail, .session = session_, .time_ns = {}});
    writer_.commit();
}

void SweepRecorder::finish(store::SweepState state) {
    for (const auto& [kind, sweep] : sweeps_) writer_.end_sweep(sweep, state);
    writer_.end_session(session_);
}

std::int64_t SweepRecorder::readings() const {
    return writer_.acknowledged();
}

}  // namespace boresight::survey
