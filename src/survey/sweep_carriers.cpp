// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/sweep_carriers.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "catalog/carrier_hints.h"
#include "catalog/name_key.h"
#include "catalog/same_carrier.h"

namespace boresight::survey {

namespace {

// Whether a carrier that didn't say whose it is may be that operator's: not one that usually is others', where it is
// known what that operator usually has.
bool may_belong(double frequency_hz, const std::string& operator_name) {
    const auto is_it = [&](const std::string& brand) {
        return catalog::name_key(brand) == catalog::name_key(operator_name);
    };
    const std::vector<std::string> usual = catalog::usual_brands(frequency_hz);
    if (usual.empty() || std::any_of(usual.begin(), usual.end(), is_it)) return true;
    const auto& hints = catalog::carrier_hints();
    return std::none_of(hints.begin(), hints.end(), [&](const catalog::CarrierHint& hint) {
        return std::any_of(hint.brands.begin(), hint.brands.end(), is_it);
    });
}

bool wanted(const ScanCell& found, const CarrierWish& wish) {
    if (!found.frequency_hz || !found.cell.mib) return false;
    if (wish.frequency_hz && !catalog::same_carrier(*wish.frequency_hz, *found.frequency_hz)) return false;
    if (wish.operator_name.empty()) return true;
    if (!found.operated_by.name) return may_belong(*found.frequency_hz, wish.operator_name);
    return catalog::name_key(*found.operated_by.name) == catalog::name_key(wish.operator_name);
}

// The one that the cell is on, added where it is the first.
SweepCarrier& carrier_at(double frequency_hz, const OnCarrier& found, std::vector<SweepCarrier>& carriers) {
    const auto at = std::find_if(carriers.begin(), carriers.end(), [&](const SweepCarrier& carrier) {
        return catalog::same_carrier(carrier.frequency_hz, frequency_hz);
    });
    if (at != carriers.end()) return *at;
    carriers.push_back(
        {.frequency_hz = frequency_hz, .names = found.carriers, .operator_name = found.operated_by.name});
    return carriers.back();
}

bool has_cell(const SweepCarrier& carrier, int physical_id) {
    return std::any_of(carrier.cells.begin(), carrier.cells.end(),
                       [&](const SweepCell& cell) { return cell.pci == physical_id; });
}

bool is_tdd(const SweepCarrier& carrier) {
    return !carrier.cells.empty() && carrier.cells.front().duplex == dsp::lte::Duplex::tdd;
}

}  // namespace

SweepCell sweep_cell(const dsp::lte::Cell& cell, double frequency_hz) {
    SweepCell out{.frequency_hz = frequency_hz,
                  .pci = cell.pci,
                  .duplex = cell.duplex,
                  .cp = cell.cp,
                  .ports = cell.mib->ports,
                  .n_rb_dl = cell.mib->n_rb_dl,
                  .cfo_hz = cell.cfo_hz,
                  .clock_ppm = cell.clock_ppm};
    if (cell.system_info) take_identity(cell.system_info->sib1.plmns.front(), cell.system_info->sib1.cell_id, out);
    return out;
}

void take_identity(const std::string& plmn, std::int64_t cell_id, SweepCell& cell) {
    constexpr int sector_bits = 8;
    cell.plmn = plmn;
    cell.cell_id = cell_id;
    cell.enodeb = cell_id >> sector_bits;
}

SweepCell sweep_cell(const dsp::umts::Cell& cell, double frequency_hz) {
    return {.frequency_hz = frequency_hz,
            .pci = cell.psc,
            .cfo_hz = cell.cfo_hz,
            .clock_ppm = cell.clock_ppm,
            .rat = catalog::Rat::umts,
            .pilot_dbm = pilot_dbm(cell)};
}

std::optional<double> pilot_dbm(const dsp::umts::Cell& cell) {
    const auto& info = cell.system_info;
    if (!info || !info->sib5 || !info->sib5->cpich_tx_power_dbm) return std::nullopt;
    return *info->sib5->cpich_tx_power_dbm;
}

std::string identity_words(const SweepCell& cell) {
    return fmt::format("{} {}", cell.rat == catalog::Rat::umts ? "PSC" : "PCI", cell.pci);
}

std::optional<SweepCarrier> umts_carrier(std::int64_t uarfcn) {
    const auto names = catalog::carriers_of_channel(catalog::Rat::umts, catalog::Direction::downlink, uarfcn);
    if (names.empty()) return std::nullopt;
    SweepCarrier carrier{.frequency_hz = names.front().frequency_hz, .names = names, .operator_name = {}};
    carrier.rat = catalog::Rat::umts;
    return carrier;
}

std::vector<SweepCarrier> heard_umts_carriers(std::span<const UmtsScanCell> cells, const std::string& operator_name) {
    std::vector<SweepCarrier> carriers;
    for (const UmtsScanCell& found : cells) {
        const auto& whose = found.operated_by.name;
        const bool others =
            whose && !operator_name.empty() && catalog::name_key(*whose) != catalog::name_key(operator_name);
        if (!found.frequency_hz || others) continue;
        SweepCarrier& carrier = carrier_at(*found.frequency_hz, found, carriers);
        carrier.rat = catalog::Rat::umts;
        if (!carrier.operator_name) carrier.operator_name = whose;
        carrier.rsrp_dbfs = std::max(carrier.rsrp_dbfs, found.cell.rscp_dbfs);
        if (!has_cell(carrier, found.cell.psc)) carrier.cells.push_back(sweep_cell(found.cell, *found.frequency_hz));
    }
    std::stable_sort(carriers.begin(), carriers.end(),
                     [](const SweepCarrier& a, const SweepCarrier& b) { return a.rsrp_dbfs > b.rsrp_dbfs; });
    return carriers;
}

CarrierChoice choose_carriers(std::span<const ScanCell> cells, const CarrierWish& wish) {
    std::vector<SweepCarrier> carriers;
    for (const ScanCell& found : cells) {
        if (!wanted(found, wish)) continue;
        SweepCarrier& carrier = carrier_at(*found.frequency_hz, found, carriers);
        if (has_cell(carrier, found.cell.pci)) continue;
        carrier.cells.push_back(sweep_cell(found.cell, *found.frequency_hz));
        carrier.n_rb_dl = std::max(carrier.n_rb_dl, found.cell.mib->n_rb_dl);
        carrier.rsrp_dbfs = std::max(carrier.rsrp_dbfs, found.cell.rsrp_dbfs);
    }
    for (SweepCarrier& carrier : carriers)
        carrier.usable = !wish.usable || wish.usable(carrier.frequency_hz, is_tdd(carrier));
    std::stable_sort(carriers.begin(), carriers.end(), [](const SweepCarrier& a, const SweepCarrier& b) {
        return std::pair(a.usable, a.rsrp_dbfs) > std::pair(b.usable, b.rsrp_dbfs);
    });
    CarrierChoice choice;
    for (std::size_t i = 0; i < carriers.size(); ++i)
        (i < wish.most ? choice.swept : choice.left_out).push_back(std::move(carriers[i]));
    const bool umts_alone = choice.swept.empty();
    for (SweepCarrier carrier : wish.umts) {
        carrier.usable = carrier.usable && umts_alone;
        choice.swept.push_back(std::move(carrier));
    }
    std::sort(choice.swept.begin(), choice.swept.end(),
              [](const SweepCarrier& a, const SweepCarrier& b) { return a.frequency_hz < b.frequency_hz; });
    return choice;
}

}  // namespace boresight::survey
