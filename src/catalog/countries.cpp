// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/countries.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "catalog/data_text.h"
#include "catalog/name_key.h"
#include "platform/error.h"

namespace boresight::catalog {

namespace {

constexpr int highest_band = 9999;

struct CountryCode {
    std::string mcc;
    std::vector<std::string> iso;
};

std::vector<CountryCode> read_country_codes(const CsvTable& table) {
    std::vector<CountryCode> codes;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        codes.push_back({row.required_text("mcc"), row.words("iso")});
        if (codes.back().iso.empty()) row.refuse("iso", "at least one ISO 3166 code");
    }
    return codes;
}

const std::vector<CountryCode>& country_codes() {
    static const std::vector<CountryCode> codes = read_country_codes(data_table("operators/mcc.csv"));
    return codes;
}

const std::vector<CountryBands>& all_country_bands() {
    static const std::vector<CountryBands> all = read_country_bands(data_table("operators/country_bands.csv"));
    return all;
}

const Country* country_with_iso(std::string_view iso) {
    for (const Country& country : countries()) {
        if (country.iso == iso) return &country;
    }
    return nullptr;
}

}  // namespace

std::string_view third_generation_name(ThirdGeneration state) {
    constexpr std::array<std::string_view, 5> names{"on", "closing", "off", "never", "unknown"};
    return names[static_cast<std::size_t>(state)];
}

ThirdGeneration read_third_generation(const CsvRow& row) {
    for (const auto state : {ThirdGeneration::on, ThirdGeneration::closing, ThirdGeneration::off,
                             ThirdGeneration::never, ThirdGeneration::unknown}) {
        if (row.text("umts_state") == third_generation_name(state)) return state;
    }
    row.refuse("umts_state", "on, closing, off, never or unknown");
}

std::vector<int> read_bands(const CsvRow& row, std::string_view column) {
    std::vector<int> bands;
    for (const std::string& word : row.words(column)) {
        const auto number = parse_number(std::string_view(word).substr(word.starts_with('n') ? 1 : 0));
        if (!number || *number < 1 || *number > highest_band || *number != static_cast<int>(*number)) {
            row.refuse(column, "band numbers separated by blanks");
        }
        bands.push_back(static_cast<int>(*number));
    }
    return bands;
}

std::vector<Country> read_countries(const CsvTable& table) {
    std::vector<Country> countries;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        countries.push_back({row.required_text("iso"), row.required_text("name"), row.required_text("plan"),
                             split(row.text("aliases"), ';')});
    }
    return countries;
}

std::vector<CountryBands> read_country_bands(const CsvTable& table) {
    std::vector<CountryBands> all;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        all.push_back({row.required_text("plan"),
                       read_bands(row, "lte_bands"),
                       read_bands(row, "nr_bands"),
                       read_bands(row, "umts_bands"),
                       {read_third_generation(row), row.text("umts_note")},
                       row.required_text("sure")});
    }
    return all;
}

const std::vector<Country>& countries() {
    static const std::vector<Country> all = read_countries(data_table("operators/countries.csv"));
    return all;
}

const Country* find_country(std::string_view text) {
    const std::string key = name_key(text);
    if (key.empty()) return nullptr;
    for (const Country& country : countries()) {
        if (name_key(country.iso) == key || name_key(country.name) == key) return &country;
    }
    for (const Country& country : countries()) {
        if (std::any_of(country.aliases.begin(), country.aliases.end(),
                        [&](const std::string& alias) { return name_key(alias) == key; })) {
            return &country;
        }
    }
    const auto of_code = countries_of_mcc(key);
    return of_code.empty() ? nullptr : of_code.front();
}

std::vector<const Country*> countries_of_mcc(std::string_view mcc) {
    std::vector<const Country*> found;
    for (const CountryCode& code : country_codes()) {
        if (code.mcc != mcc) continue;
        for (const std::string& iso : code.iso) {
            if (const Country* country = country_with_iso(iso)) found.push_back(country);
        }
    }
    return found;
}

const CountryBands& country_bands(const Country& country) {
    for (const CountryBands& bands : all_country_bands()) {
        if (bands.plan == country.plan) return bands;
    }
    throw Error(Error::Kind::bad_input,
                {.what = fmt::format("{} has the plan \"{}\", which isn't there", country.name, country.plan),
                 .where = "data/operators/countries.csv, column plan",
                 .expected = "a row of data/operators/country_bands.csv",
                 .fix = "Correct the file and build again"});
}

std::string_view bands_sure(const Country& country) {
    return country.plan == country.iso ? std::string_view(country_bands(country).sure) : "low";
}

}  // namespace boresight::catalog
