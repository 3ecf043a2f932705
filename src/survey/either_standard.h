// SPDX-License-Identifier: GPL-3.0-or-later
// What cells of LTE and UMTS have in common under other names, for code that is the same for both. Pure; any thread.
#pragma once

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "survey/scan.h"

namespace boresight::survey {

inline int physical_id(const dsp::lte::Cell& cell) {
    return cell.pci;
}
inline int physical_id(const dsp::umts::Cell& cell) {
    return cell.psc;
}

// RSRP or RSCP.
inline double strength_dbfs(const dsp::lte::Cell& cell) {
    return cell.rsrp_dbfs;
}
inline double strength_dbfs(const dsp::umts::Cell& cell) {
    return cell.rscp_dbfs;
}
inline double strength_sigma_db(const dsp::lte::Cell& cell) {
    return cell.rsrp_sigma_db;
}
inline double strength_sigma_db(const dsp::umts::Cell& cell) {
    return cell.rscp_sigma_db;
}

inline catalog::Rat rat_of(const ScanCell&) {
    return catalog::Rat::lte;
}
inline catalog::Rat rat_of(const UmtsScanCell&) {
    return catalog::Rat::umts;
}

// Carriers of both as one list, ascending.
inline std::vector<double> carriers_of_both(std::vector<double> lte_hz, const std::vector<double>& umts_hz) {
    lte_hz.insert(lte_hz.end(), umts_hz.begin(), umts_hz.end());
    std::sort(lte_hz.begin(), lte_hz.end());
    return lte_hz;
}

// Whether two are one: told by the carrier, or where its frequency isn't known by an offset that differs by less than
// `apart_hz`.
template <class Found>
bool same_cell(const Found& a, const Found& b, double apart_hz) {
    if (physical_id(a.cell) != physical_id(b.cell) || a.frequency_hz != b.frequency_hz) return false;
    return a.frequency_hz || std::abs(a.cell.cfo_hz - b.cell.cfo_hz) < apart_hz;
}

// Tells `each` all cells of a stretch or a result, whatever their standard.
template <class Holder, class Each>
void for_every_cell(Holder& holder, Each&& each) {
    for (auto& cell : holder.cells) each(cell);
    for (auto& cell : holder.umts_cells) each(cell);
}

}  // namespace boresight::survey
