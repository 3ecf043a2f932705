// SPDX-License-Identifier: GPL-3.0-or-later
// Countries by ISO 3166 code, name or mobile country code (ITU-T E.212), and the bands on the air in each, in the order
// in which a scan should take them; a country without a row of its own has the default of its ITU region. From
// data/operators. Read when first asked for; any thread. What nobody knows is a null pointer or an empty list.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/csv.h"

namespace boresight::catalog {

// What became of UMTS (or of CDMA2000 where that was the 3G).
enum class ThirdGeneration { on, closing, off, never, unknown };

struct ThirdGenerationState {
    ThirdGeneration state = ThirdGeneration::unknown;
    std::string words;  // "UMTS off 2022-02-22"; may be empty
};

struct Country {
    std::string iso;   // "US"
    std::string name;  // "United States"
    std::string plan;  // whose bands: its own code, another country's, or "*1" of an ITU region
    std::vector<std::string> aliases;
};

struct CountryBands {
    std::string plan;  // "US", "*1"
    std::vector<int> lte_bands;
    std::vector<int> nr_bands;
    std::vector<int> umts_bands;  // on the air
    ThirdGenerationState third_generation;
    std::string sure;

    bool is_default() const { return plan.starts_with('*'); }
};

const std::vector<Country>& countries();

// By ISO code, name, other name or mobile country code ("US", "united states", "UK", "310"); case doesn't count.
const Country* find_country(std::string_view text);

// Several territories may share a code; the largest first.
std::vector<const Country*> countries_of_mcc(std::string_view mcc);

const CountryBands& country_bands(const Country& country);

// How well they are known there: as the row says of its own country, "low" where another's row or a default stands in.
std::string_view bands_sure(const Country& country);

ThirdGeneration read_third_generation(const CsvRow& row);
std::string_view third_generation_name(ThirdGeneration state);            // "on", "closing", "off", "never", "unknown"
std::vector<int> read_bands(const CsvRow& row, std::string_view column);  // "12 13" or "n71 n5"
std::vector<Country> read_countries(const CsvTable& table);
std::vector<CountryBands> read_country_bands(const CsvTable& table);

}  // namespace boresight::catalog
