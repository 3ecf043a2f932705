// SPDX-License-Identifier: GPL-3.0-or-later
// Where LTE carriers usually sit, from data/operators/carrier_hints.csv: what a scan listens to first, never a reason
// to skip others. Frequencies in hertz. Read when first asked for; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/bands.h"
#include "catalog/countries.h"
#include "catalog/csv.h"
#include "catalog/operators.h"

namespace boresight::catalog {

struct CarrierHint {
    std::vector<std::string> where;   // countries (ISO 3166)
    std::vector<std::string> brands;  // of operators; empty: anyone there
    const Band* band = nullptr;       // never null
    std::int64_t earfcn = 0;
    double frequency_hz = 0;
    std::optional<double> bandwidth_hz;
};

const std::vector<CarrierHint>& carrier_hints();

// Those of a country (null: of every country) and of one operator there, if one is given.
std::vector<CarrierHint> carrier_hints(const Country* country, const std::optional<Operator>& of);

// Brands that usually send on this very carrier, in one country (ISO 3166) or, where that is empty, in any.
std::vector<std::string> usual_brands(double frequency_hz, std::string_view iso = {});

std::vector<CarrierHint> read_carrier_hints(const CsvTable& table);

}  // namespace boresight::catalog
