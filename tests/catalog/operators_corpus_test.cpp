// SPDX-License-Identifier: GPL-3.0-or-later
// The names made from Debian's list against the shared reference of the same list, and our tables against the shared
// ones.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>

#include "catalog/countries.h"
#include "catalog/csv.h"
#include "catalog/data_text.h"
#include "catalog/operators.h"
#include "tests/recordings.h"

namespace boresight::catalog {
namespace {

constexpr std::size_t debian_names = 818;

CsvTable shared_table(const char* name) {
    const auto path = tests::shared_folder() / "domain" / name;
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("can't open " + path.string());
    return CsvTable(path.string(), std::string(std::istreambuf_iterator<char>(file), {}));
}

using Names = std::map<std::string, std::string>;

Names names_of(const CsvTable& table) {
    Names names;
    for (std::size_t i = 0; i < table.size(); ++i) {
        names[table.row(i).text("mcc") + "-" + table.row(i).text("mnc")] = table.row(i).text("name");
    }
    return names;
}

TEST(CorpusOperators, NamesMadeFromDebiansListAreThoseOfTheReference) {
    BORESIGHT_NEEDS_RECORDINGS();
    const Names made = names_of(data_table("operators/names.csv"));
    const Names reference = names_of(shared_table("plmn_names_debian.csv"));
    EXPECT_EQ(reference.size(), debian_names);
    EXPECT_EQ(made, reference);
}

TEST(CorpusOperators, TheUsTableGivesNamesAndBands) {
    BORESIGHT_NEEDS_RECORDINGS();
    const CsvTable table = shared_table("operators_us.csv");
    EXPECT_GT(table.size(), 0U);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        SCOPED_TRACE(row.text("mcc_mnc"));
        const auto plmn = parse_plmn(row.text("mcc_mnc"));
        ASSERT_TRUE(plmn);
        if (plmn->mcc == "001") continue;  // the test network is named by us
        EXPECT_EQ(operator_name(plmn->mcc, plmn->mnc), row.text("brand"));
        const auto network = std::find_if(networks().begin(), networks().end(),
                                          [&](const Network& known) { return known.plmn == *plmn; });
        ASSERT_NE(network, networks().end());
        EXPECT_EQ(network->lte_bands, read_bands(row, "lte_bands"));
        EXPECT_EQ(network->nr_bands, read_bands(row, "nr_bands"));
    }
}

TEST(CorpusOperators, EveryNotableOperatorIsFoundInItsCountryWithItsBands) {
    BORESIGHT_NEEDS_RECORDINGS();
    const CsvTable table = shared_table("operators_notable.csv");
    EXPECT_GT(table.size(), 0U);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        SCOPED_TRACE(row.text("mcc_mnc") + " " + row.text("brand"));
        const Country* country = find_country(row.text("country_iso"));
        ASSERT_NE(country, nullptr);
        const auto found = find_operators(row.text("mcc_mnc"), country);
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found.front().brand, row.text("brand"));
        EXPECT_EQ(found.front().lte_bands, read_bands(row, "lte_bands"));
        EXPECT_EQ(found.front().umts_bands, read_bands(row, "umts_bands_on_air"));
    }
}

TEST(CorpusCountries, EveryRowOfScanOrdersAndCodesIsOurs) {
    BORESIGHT_NEEDS_RECORDINGS();
    const CsvTable orders = shared_table("country_bands.csv");
    for (std::size_t i = 0; i < orders.size(); ++i) {
        const CsvRow row = orders.row(i);
        const Country* country = find_country(row.text("country_iso"));
        if (row.text("country_iso").starts_with('*')) continue;
        ASSERT_NE(country, nullptr) << row.text("country_iso");
        EXPECT_EQ(country_bands(*country).lte_bands, read_bands(row, "lte_bands_scan_order")) << country->iso;
        EXPECT_EQ(country_bands(*country).umts_bands, read_bands(row, "umts_bands_on_air")) << country->iso;
    }
    const CsvTable codes = shared_table("mcc.csv");
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const CsvRow row = codes.row(i);
        EXPECT_EQ(countries_of_mcc(row.text("mcc")).size(), row.words("country_iso").size()) << row.text("mcc");
    }
}

}  // namespace
}  // namespace boresight::catalog
