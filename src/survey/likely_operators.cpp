// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/likely_operators.h"

#include <algorithm>
#include <set>

#include "catalog/carrier_hints.h"
#include "catalog/operators.h"
#include "survey/either_standard.h"

namespace boresight::survey {

namespace {

// Where all network codes that were heard are of one country.
const catalog::Country* country_of(const ScanResult& result) {
    std::set<const catalog::Country*> countries;
    for_every_cell(result, [&countries](const auto& cell) {
        const auto plmn = cell.operated_by.plmn ? catalog::parse_plmn(*cell.operated_by.plmn) : std::nullopt;
        if (!plmn) return;
        const auto there = catalog::countries_of_mcc(plmn->mcc);
        countries.insert(there.empty() ? nullptr : there.front());
    });
    return countries.size() == 1 ? *countries.begin() : nullptr;
}

bool same_carrier(const ScanCell& a, const ScanCell& b) {
    return a.frequency_hz == b.frequency_hz && a.cell.duplex == b.cell.duplex;
}

bool same_carrier(const UmtsScanCell& a, const UmtsScanCell& b) {
    return a.frequency_hz == b.frequency_hz;
}

// Whoever said it of another cell of the same carrier: the same licence holds.
template <class Found>
std::vector<std::string> said_beside(const std::vector<Found>& cells, const Found& cell) {
    std::vector<std::string> brands;
    for (const Found& other : cells) {
        if (!same_carrier(other, cell) || !other.operated_by.plmn) continue;
        const std::string brand = other.operated_by.name.value_or(*other.operated_by.plmn);
        if (std::find(brands.begin(), brands.end(), brand) == brands.end()) brands.push_back(brand);
    }
    return brands;
}

bool heard_any_network(const ScanResult& result) {
    bool any = false;
    for_every_cell(result, [&any](const auto& cell) { any = any || cell.operated_by.plmn; });
    return any;
}

// `plan`: brands by the plan, of a carrier's frequency.
template <class Found, class Plan>
void name_cells(std::vector<Found>& cells, const Plan& plan) {
    for (Found& cell : cells) {
        if (!cell.frequency_hz || cell.operated_by.known_from != Operator::KnownFrom::unknown) continue;
        std::vector<std::string> brands = said_beside(cells, cell);
        if (brands.empty()) brands = plan(*cell.frequency_hz);
        if (brands.empty()) continue;
        cell.operated_by = {.known_from = Operator::KnownFrom::band_plan, .likely = brands};
        if (brands.size() == 1) cell.operated_by.name = brands.front();
    }
}

}  // namespace

std::vector<std::string> likely_operators(double frequency_hz, std::string_view country) {
    std::vector<std::string> brands;
    for (const std::string& brand : catalog::usual_brands(frequency_hz, country))
        if (std::find(brands.begin(), brands.end(), brand) == brands.end()) brands.push_back(brand);
    return brands;
}

void name_by_band_plan(ScanResult& result, const catalog::Country* asked) {
    const catalog::Country* country = heard_any_network(result) ? country_of(result) : asked;
    name_cells(result.cells, [country](double hz) {
        return country != nullptr ? likely_operators(hz, country->iso) : std::vector<std::string>{};
    });
    // The plan is of LTE's carriers.
    name_cells(result.umts_cells, [](double) { return std::vector<std::string>{}; });
}

}  // namespace boresight::survey
