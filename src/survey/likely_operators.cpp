// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/likely_operators.h"

#include <algorithm>
#include <set>

#include "catalog/carrier_hints.h"
#include "catalog/operators.h"

namespace boresight::survey {

namespace {

// Where all network codes that were heard are of one country.
const catalog::Country* country_of(const ScanResult& result) {
    std::set<const catalog::Country*> countries;
    for (const ScanCell& cell : result.cells) {
        const auto plmn = cell.operated_by.plmn ? catalog::parse_plmn(*cell.operated_by.plmn) : std::nullopt;
        if (!plmn) continue;
        const auto there = catalog::countries_of_mcc(plmn->mcc);
        countries.insert(there.empty() ? nullptr : there.front());
    }
    return countries.size() == 1 ? *countries.begin() : nullptr;
}

// Whoever said it of another cell of the same carrier: the same licence holds.
std::vector<std::string> said_beside(const ScanResult& result, const ScanCell& cell) {
    std::vector<std::string> brands;
    for (const ScanCell& other : result.cells) {
        const bool same = other.frequency_hz == cell.frequency_hz && other.cell.duplex == cell.cell.duplex;
        if (!same || !other.operated_by.plmn) continue;
        const std::string brand = other.operated_by.name.value_or(*other.operated_by.plmn);
        if (std::find(brands.begin(), brands.end(), brand) == brands.end()) brands.push_back(brand);
    }
    return brands;
}

bool heard_any_network(const ScanResult& result) {
    return std::any_of(result.cells.begin(), result.cells.end(),
                       [](const ScanCell& cell) { return cell.operated_by.plmn.has_value(); });
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
    for (ScanCell& cell : result.cells) {
        if (!cell.frequency_hz || cell.operated_by.known_from != Operator::KnownFrom::unknown) continue;
        std::vector<std::string> brands = said_beside(result, cell);
        if (brands.empty() && country != nullptr) brands = likely_operators(*cell.frequency_hz, country->iso);
        if (brands.empty()) continue;
        cell.operated_by = {.known_from = Operator::KnownFrom::band_plan, .likely = brands};
        if (brands.size() == 1) cell.operated_by.name = brands.front();
    }
}

}  // namespace boresight::survey
