// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/keep_cell.h"

#include "survey/announced.h"
#include "survey/either_standard.h"
#include "survey/scan_rows.h"

namespace boresight::survey {

namespace {

store::Announcement announcement_of(const ScanCell& cell) {
    const dsp::lte::SystemInfo& info = *cell.cell.system_info;
    store::Announcement said;
    if (info.sib2) {
        const Uplink uplink = uplink_of(cell);
        said.reference_signal_power_dbm = info.sib2->reference_signal_power_dbm;
        said.ul_frequency_hz = uplink.frequency_hz;
        said.ul_n_rb = uplink.n_rb;
    }
    if (!info.sib5) return said;
    for (const dsp::lte::NeighbourCarrier& carrier : *info.sib5)
        said.others.push_back({.earfcn = carrier.earfcn, .n_rb = carrier.n_rb, .priority = carrier.priority});
    return said;
}

store::Announcement announcement_of(const dsp::umts::SystemInfo& info) {
    store::Announcement said;
    if (info.sib5) said.reference_signal_power_dbm = info.sib5->cpich_tx_power_dbm;
    if (info.sib11)
        for (const dsp::umts::Sib11::InterFrequency& cell : info.sib11->inter)
            said.umts_others.push_back({.uarfcn = cell.uarfcn, .psc = cell.psc});
    if (!info.sib19) return said;
    for (const dsp::umts::Sib19::Eutra& carrier : info.sib19->eutra)
        said.others.push_back({.earfcn = carrier.earfcn, .n_rb = carrier.n_rb, .priority = carrier.priority});
    return said;
}

}  // namespace

store::CellId keep_cell(store::Writer& writer, const ScanCell& cell, std::int64_t heard_ns) {
    const store::CellId id = writer.cell(identity_of(cell), facts_of(cell.cell), heard_ns);
    const auto& info = cell.cell.system_info;
    if (info && (info->sib2 || info->sib5)) writer.announce(id, announcement_of(cell), heard_ns);
    return id;
}

store::CellId keep_cell(store::Writer& writer, const UmtsScanCell& cell, std::int64_t heard_ns) {
    const store::CellId id = writer.cell(identity_of(cell), facts_of(cell.cell), heard_ns);
    const auto& info = cell.cell.system_info;
    if (info && (info->sib5 || info->sib11 || info->sib19)) writer.announce(id, announcement_of(*info), heard_ns);
    return id;
}

void keep_readings(store::Writer& writer, store::DwellId dwell, const Stretch& piece, std::int64_t heard_ns) {
    for_every_cell(piece, [&](const auto& cell) {
        writer.add_reading(dwell, keep_cell(writer, cell, heard_ns), reading_of(cell.cell));
    });
}

}  // namespace boresight::survey
