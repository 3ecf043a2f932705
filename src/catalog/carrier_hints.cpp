// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/carrier_hints.h"

#include <algorithm>

#include "catalog/carriers.h"
#include "catalog/data_text.h"
#include "catalog/name_key.h"
#include "catalog/same_carrier.h"

namespace boresight::catalog {

namespace {

constexpr double hz_per_mhz = 1e6;

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

CarrierHint read_hint(const CsvRow& row, std::int64_t earfcn) {
    CarrierHint hint;
    hint.where = row.words("where");
    if (!row.text("brands").empty()) hint.brands = split(row.text("brands"), ';');
    hint.band = find_band(Rat::lte, static_cast<int>(row.integer("band")));
    if (hint.band == nullptr) row.refuse("band", "a band of LTE");
    const auto names = carriers_of_channel(Rat::lte, Direction::downlink, earfcn);
    const auto own = std::find_if(names.begin(), names.end(), [&](const Carrier& c) { return c.band == hint.band; });
    if (own == names.end()) row.refuse("earfcns", "downlink channel numbers of that band");
    hint.earfcn = earfcn;
    hint.frequency_hz = own->frequency_hz;
    if (const auto mhz = row.optional_number("bandwidth_mhz")) hint.bandwidth_hz = *mhz * hz_per_mhz;
    return hint;
}

}  // namespace

std::vector<CarrierHint> read_carrier_hints(const CsvTable& table) {
    std::vector<CarrierHint> hints;
    for (std::size_t k = 0; k < table.size(); ++k)
        for (const std::int64_t earfcn : table.row(k).integers("earfcns"))
            hints.push_back(read_hint(table.row(k), earfcn));
    return hints;
}

const std::vector<CarrierHint>& carrier_hints() {
    static const std::vector<CarrierHint> all = read_carrier_hints(data_table("operators/carrier_hints.csv"));
    return all;
}

std::vector<CarrierHint> carrier_hints(const Country* country, const std::optional<Operator>& of) {
    std::vector<CarrierHint> chosen;
    for (const CarrierHint& hint : carrier_hints()) {
        if (country != nullptr && !contains(hint.where, country->iso) && !contains(hint.where, country->plan)) continue;
        if (of && !contains(hint.where, of->iso)) continue;
        if (of && !hint.brands.empty() && !contains(hint.brands, of->brand)) continue;
        chosen.push_back(hint);
    }
    return chosen;
}

std::vector<std::string> usual_brands(double frequency_hz, std::string_view iso) {
    std::vector<std::string> brands;
    for (const CarrierHint& hint : carrier_hints())
        if (same_carrier(hint.frequency_hz, frequency_hz) && (iso.empty() || contains(hint.where, iso)))
            brands.insert(brands.end(), hint.brands.begin(), hint.brands.end());
    return brands;
}

}  // namespace boresight::catalog
