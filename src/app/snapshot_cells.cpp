// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/snapshot_cells.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "survey/likely_operators.h"

namespace boresight::app {

namespace {

constexpr double umts_bandwidth_mhz = 5;

// TS 36.101 5.6: of the channel that holds so many resource blocks.
std::optional<double> bandwidth_mhz(int n_rb_dl) {
    switch (n_rb_dl) {
        case 6: return 1.4;
        case 15: return 3;
        case 25:
        case 50:
        case 75:
        case 100: return n_rb_dl / 5.0;
        default: return std::nullopt;
    }
}

// "AT&T or Verizon".
std::string usual_words(const survey::OnCarrier& found, std::string_view country) {
    if (!found.operated_by.likely.empty()) return fmt::format("{}", fmt::join(found.operated_by.likely, " or "));
    if (!found.frequency_hz) return "";
    const auto likely = survey::likely_operators(*found.frequency_hz, country);
    return fmt::format("{}", fmt::join(likely, " or "));
}

// Whose it is and where.
CellRow row_on_carrier(const survey::OnCarrier& found) {
    CellRow row;
    if (found.operated_by.plmn) row.operator_name = found.operated_by.name.value_or(*found.operated_by.plmn);
    row.heard_before = found.operated_by.known_from == survey::Operator::KnownFrom::earlier;
    if (!found.carriers.empty()) {
        row.band = found.carriers.front().band->label;
        row.earfcn = found.carriers.front().channel;
    }
    row.frequency_hz = found.frequency_hz;
    return row;
}

CellRow row_of(const survey::ScanCell& found, std::string_view country) {
    const dsp::lte::Cell& cell = found.cell;
    CellRow row = row_on_carrier(found);
    row.pci = cell.pci;
    if (row.operator_name.empty()) row.usual_operator = usual_words(found, country);
    if (cell.mib) {
        row.bandwidth_mhz = bandwidth_mhz(cell.mib->n_rb_dl);
        row.ports = cell.mib->ports;
    }
    row.strength = {cell.rsrp_dbfs, cell.rsrp_sigma_db};
    row.quality_db = {cell.sinr_db, cell.sinr_sigma_db};
    row.quality = quality_of(cell.sinr_db);
    row.n = cell.n;
    return row;
}

CellRow row_of(const survey::UmtsScanCell& found) {
    const dsp::umts::Cell& cell = found.cell;
    CellRow row = row_on_carrier(found);
    row.rat = "UMTS";
    row.microcell = found.microcell;
    row.pci = cell.psc;
    row.usual_operator = fmt::format("{}", fmt::join(found.operated_by.likely, " or "));
    row.bandwidth_mhz = umts_bandwidth_mhz;
    row.strength = {cell.rscp_dbfs, cell.rscp_sigma_db};
    row.quality_db = {cell.ecno_db, cell.ecno_sigma_db};
    row.quality = quality_of_ecno(cell.ecno_db);
    row.n = cell.n;
    return row;
}

}  // namespace

std::vector<CellRow> cell_rows(const survey::ScanResult& found, std::string_view country) {
    std::vector<CellRow> rows;
    for (const survey::ScanCell& cell : found.cells) rows.push_back(row_of(cell, country));
    for (const survey::UmtsScanCell& cell : found.umts_cells) rows.push_back(row_of(cell));
    return rows;
}

}  // namespace boresight::app
