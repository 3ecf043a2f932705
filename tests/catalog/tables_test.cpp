// SPDX-License-Identifier: GPL-3.0-or-later
// Faults in the tables are named with file, line and column.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/band_tables.h"
#include "catalog/countries.h"
#include "catalog/csv.h"
#include "catalog/data_text.h"
#include "catalog/operators.h"
#include "catalog/radios.h"
#include "platform/error.h"

namespace boresight::catalog {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

template <class Read>
std::string refusal(Read read) {
    try {
        read();
        return "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        return error.what();
    }
}

// The first occurrence replaced; the text must be there.
std::string changed(std::string_view file, std::string_view from, std::string_view to) {
    std::string text(data_text(file));
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("nothing to change");
    return text.replace(at, from.size(), to);
}

TEST(CsvTable, ReadsQuotesRemarksAndEmptyFields) {
    const CsvTable table("t.csv", "# remark, with comma\nname,list,empty\n\"a, \"\"b\"\"\",1 2  3,\r\n\nlast,,x\n");
    ASSERT_EQ(table.size(), 2U);
    EXPECT_EQ(table.row(0).text("name"), "a, \"b\"");
    EXPECT_EQ(table.row(0).integers("list"), (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(table.row(0).text("empty"), "");
    EXPECT_TRUE(table.row(1).words("list").empty());
}

TEST(CsvTable, NamesFileLineAndColumnOfAFault) {
    EXPECT_THAT(refusal([] { CsvTable("t.csv", ""); }), StartsWith("t.csv: the table is empty"));
    EXPECT_THAT(refusal([] { CsvTable("t.csv", "a,b\n1,2\n3\n"); }), StartsWith("t.csv, line 3: the row has 1 fields"));
    EXPECT_THAT(refusal([] { CsvTable("t.csv", "a\n\"open\n"); }), StartsWith("t.csv, line 2: a quoted field never"));
    EXPECT_THAT(refusal([] { CsvTable("t.csv", "a\nx\"y\"\n"); }), StartsWith("t.csv, line 2: a quotation mark"));
    EXPECT_THAT(refusal([] { CsvTable("t.csv", "a\n1\n").row(0).text("b"); }), StartsWith("t.csv: no column b"));
    for (const char* text : {"1.5", "x", "", "9999999999999999999", "1 "}) {
        const CsvTable table("t.csv", "# two lines\n# of remarks\na,b\n" + std::string(text) + ",\n");
        EXPECT_THAT(refusal([&] { table.row(0).integer("a"); }), StartsWith("t.csv, line 4, column a: ")) << text;
    }
    for (const char* text : {"inf", "nan", "1e999", "1,5"})
        EXPECT_NE(refusal([&] { CsvTable("t.csv", "a\n" + std::string(text) + "\n").row(0).number("a"); }), "accepted");
}

struct Fault {
    const char* file;
    const char* from;
    const char* to;
    const char* said;
};

TEST(Tables, RefuseAFaultyRowWithItsPlace) {
    const std::vector<Fault> faults{
        {"bands/lte.csv", "12,fdd,729,746,5010,", "12,fdd,729,746,501O,", "column dl_earfcn: \"501O\""},
        {"bands/lte.csv", "12,fdd,729,746,", "12,fdd,746,729,", "column dl_high_mhz: \"729\""},
        {"bands/lte.csv", "12,fdd,", "12,FDD,", "column duplex: \"FDD\" can't be read; expected fdd, tdd, sdl or sul"},
        {"bands/lte.csv", "12,fdd,729,746,5010,699,716,", "12,fdd,729,746,5010,,,", "column ul_low_mhz"},
        {"bands/lte.csv", "12,fdd,729,746,5010,", "0,fdd,729,746,5010,", "column band: \"0\""},
        {"bands/umts.csv", "1,fdd,2110,2170,0,10562,", "1,fdd,2110,2170,0,20562,", "column dl_uarfcn_last"},
        {"bands/gsm.csv", "GSM850,850,128,251,", "GSM850,850,252,251,", "column arfcn_last"},
        {"bands/nr.csv", "1,fdd,2110,2170,422000,", "1,fdd,2110,2170,9422000,", "column dl_arfcn_last"},
        {"radios.csv", "24-1766", "1766-24", "column ranges_mhz: \"1766-24\""},
        {"radios.csv", "TUNER:0:49.6", "TUNER:0", "column gain_elements"},
        {"operators/networks.csv", "310-410", "310-4100", "column plmn: \"310-4100\""},
        {"operators/networks.csv", ",on_air,", ",onair,", "column role: \"onair\""},
        {"operators/country_bands.csv", "US,12 13", "US,12 B13", "column lte_bands"},
    };
    for (const Fault& fault : faults) {
        const CsvTable table(fault.file, changed(fault.file, fault.from, fault.to));
        const std::string name(fault.file);
        const std::string said = refusal([&] {
            if (name == "bands/lte.csv") read_lte_bands(table);
            if (name == "bands/umts.csv") read_umts_bands(table);
            if (name == "bands/gsm.csv") read_gsm_bands(table);
            if (name == "bands/nr.csv") read_nr_bands(table, data_table("bands/nr_ssb.csv"));
            if (name == "radios.csv") read_radios(table);
            if (name == "operators/networks.csv") read_networks(table);
            if (name == "operators/country_bands.csv") read_country_bands(table);
        });
        EXPECT_THAT(said, HasSubstr(fault.said)) << fault.to;
        EXPECT_THAT(said, StartsWith(name + ", line ")) << fault.to;
    }
}

TEST(DataText, AFileThatIsNotBuiltInIsMissing) {
    EXPECT_THROW(data_text("bands/none.csv"), Error);
}

}  // namespace
}  // namespace boresight::catalog
