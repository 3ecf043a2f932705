// SPDX-License-Identifier: GPL-3.0-or-later
// Every row of the shared table of channel vectors, one check a row.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "catalog/bands.h"
#include "catalog/carriers.h"
#include "catalog/csv.h"
#include "catalog/nr_raster.h"
#include "platform/error.h"
#include "tests/recordings.h"

namespace boresight::catalog {
namespace {

constexpr double same_frequency_hz = 0.5;
constexpr std::size_t rows_of_the_table = 567;

std::string file_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("can't open " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

Rat rat_of(const CsvRow& row) {
    for (const Rat rat : {Rat::gsm, Rat::umts, Rat::lte, Rat::nr}) {
        if (row.text("rat") == rat_name(rat)) return rat;
    }
    row.refuse("rat", "a technology");
}

std::string labels(const std::vector<Carrier>& carriers) {
    std::string text;
    for (const Carrier& carrier : carriers) text += (text.empty() ? "" : " ") + carrier.band->label;
    return text;
}

std::string labels(const std::vector<const Band*>& bands) {
    std::string text;
    for (const Band* band : bands) text += (text.empty() ? "" : " ") + band->label;
    return text;
}

// The carrier of the row's band, or the first where the row names none.
const Carrier* carrier_of(const std::vector<Carrier>& carriers, const std::string& label) {
    for (const Carrier& carrier : carriers) {
        if (label.empty() || carrier.band->label == label) return &carrier;
    }
    return nullptr;
}

void expect_mhz(std::optional<double> hz, const std::string& mhz, const std::string& what) {
    ASSERT_EQ(hz.has_value(), !mhz.empty()) << what;
    if (hz) {
        EXPECT_NEAR(*hz, std::stod(mhz) * 1e6, same_frequency_hz) << what;
    }
}

void check_downlink_channel(const CsvRow& row, Rat rat) {
    const std::int64_t channel = row.integer("input");
    const auto carriers = carriers_of_channel(rat, Direction::downlink, channel);
    if (row.text("expect") == "error") {
        EXPECT_THROW(channel_to_frequency_hz(rat, channel), Error);
        if (!row.text("dl_mhz").empty())
            expect_mhz(nr_arfcn_to_hz(channel), row.text("dl_mhz"), "on the global raster");
        return;
    }
    const Carrier* carrier = carrier_of(carriers, row.text("band"));
    ASSERT_NE(carrier, nullptr);
    expect_mhz(carrier->frequency_hz, row.text("dl_mhz"), "downlink");
    expect_mhz(channel_to_frequency_hz(rat, channel, carrier->band), row.text("dl_mhz"), "of that band");
    if (rat == Rat::nr) {
        EXPECT_EQ(labels(carriers), row.text("bands_containing"));
        return;
    }
    expect_mhz(uplink_frequency_hz(*carrier->band, carrier->frequency_hz), row.text("ul_mhz"), "uplink");
    // LTE rows name the bands that hold the frequency; UMTS and GSM rows those that have the number.
    const auto named =
        rat == Rat::lte ? labels(bands_at(rat, Direction::downlink, carrier->frequency_hz)) : labels(carriers);
    EXPECT_EQ(named, row.text("bands_containing"));
}

void check_uplink_channel(const CsvRow& row, Rat rat) {
    const std::int64_t channel = row.integer("input");
    const auto carriers = carriers_of_channel(rat, Direction::uplink, channel);
    if (row.text("expect") == "error") {
        EXPECT_TRUE(carriers.empty()) << labels(carriers);
        return;
    }
    const Carrier* carrier = carrier_of(carriers, row.text("band"));
    ASSERT_NE(carrier, nullptr);
    expect_mhz(carrier->frequency_hz, row.text("ul_mhz"), "uplink");
    EXPECT_EQ(labels(carriers), row.text("bands_containing"));
    if (rat == Rat::lte)
        expect_mhz(carrier->frequency_hz + carrier->band->duplex_spacing_hz, row.text("dl_mhz"), "downlink");
}

void check_row(const CsvRow& row) {
    const Rat rat = rat_of(row);
    const std::string& kind = row.text("kind");
    if (kind == "dl_chan") {
        check_downlink_channel(row, rat);
    } else if (kind == "ul_chan") {
        check_uplink_channel(row, rat);
    } else if (kind == "dl_freq") {
        const auto found = bands_at(rat, Direction::downlink, row.number("input") * 1e6);
        EXPECT_EQ(labels(found), row.text("bands_containing"));
        EXPECT_EQ(found.empty(), row.text("expect") == "error");
    } else if (kind == "global" || kind == "gscn") {
        const auto hz = kind == "gscn" ? gscn_to_hz(row.integer("input")) : nr_arfcn_to_hz(row.integer("input"));
        expect_mhz(hz, row.text("dl_mhz"), kind);
        EXPECT_EQ(hz.has_value(), row.text("expect") == "ok");
        if (!row.text("band").empty()) {
            const Band* band = find_band(rat, row.text("band"));
            ASSERT_NE(band, nullptr);
            EXPECT_TRUE(std::any_of(band->ssb.begin(), band->ssb.end(), [&](const SsbRaster& ssb) {
                const std::int64_t gscn = row.integer("input");
                return gscn >= ssb.gscn_first && gscn <= ssb.gscn_last && (gscn - ssb.gscn_first) % ssb.gscn_step == 0;
            }));
        }
    } else {
        ADD_FAILURE() << "unknown kind of row: " << kind;
    }
}

TEST(CorpusVectors, EveryRowOfTheSharedTableHolds) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto path = tests::shared_folder() / "domain" / "testvectors.csv";
    const CsvTable table(path.string(), file_text(path));
    EXPECT_EQ(table.size(), rows_of_the_table);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        SCOPED_TRACE("row id " + row.text("id") + ": " + row.text("rat") + " " + row.text("kind") + " " +
                     row.text("input") + " band " + row.text("band") + " " + row.text("note"));
        check_row(row);
    }
}

}  // namespace
}  // namespace boresight::catalog
