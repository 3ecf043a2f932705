// SPDX-License-Identifier: GPL-3.0-or-later
// `scan --file` of the built program on recordings from the air: what other programs rely on, memory, and what is kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "program.h"
#include "store/reader.h"
#include "tests/recordings.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr double most_memory_mb = 300;
constexpr double sum_tolerance_hz = 100;        // of a carrier's place against the truth, weak cells included
constexpr double rounding_hz = 0.1;             // cfo_hz is given to 0.1 Hz
constexpr int repeats_of_long_recording = 400;  // half a minute

std::filesystem::path recording(const std::string& name) {
    return tests::shared_folder() / "captures" / "lte_real" / (name + ".sigmf-meta");
}

class CorpusScan : public testing::Test {
protected:
    json scan(const std::string& name, const std::string& options = "") {
        const Finished finished =
            run_program(home, "scan --format json --file '" + recording(name).string() + "' " + options);
        EXPECT_EQ(finished.code, 0) << finished.err;
        EXPECT_EQ(finished.err, "");
        return json::parse(finished.out);
    }

    TemporaryFolder home;
};

const json& cell(const json& object, int pci) {
    for (const json& found : object["cells"])
        if (found["pci"] == pci) return found;
    throw std::runtime_error("PCI " + std::to_string(pci) + " wasn't found");
}

TEST_F(CorpusScan, TwoCellsOfBand17AreFoundNamedAndMeasured) {
    BORESIGHT_NEEDS_RECORDINGS();
    const json object = scan("fdd_b17_739.0M_rtl_2cells");
    for (const auto& [pci, mib] : {std::pair{277, "684800"}, std::pair{271, "681400"}}) {
        const json& found = cell(object, pci);
        EXPECT_EQ(found["mib_hex"], mib);
        EXPECT_EQ(found["frequency_hz"], 739000000);
        EXPECT_THAT(found["carriers"], testing::Contains(json::parse(R"({"band":17,"earfcn":5780})")));
        EXPECT_NEAR(found["cfo_hz"].get<double>(), 35230, sum_tolerance_hz);
        EXPECT_EQ(found["rsrp_ports_dbfs"].size(), 2u);
    }
    EXPECT_GT(object["cells"][0]["rsrp_dbfs"], object["cells"][1]["rsrp_dbfs"]);
    EXPECT_GT(object["cpu_seconds"], 0);
}

// One carrier, recorded with three tunings: where it was seen is one place, whatever raster point it is counted from.
TEST_F(CorpusScan, FrequencyAndOffsetAddUpToWhereTheCarrierWasSeen) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const auto& [name, seen_hz] : {std::pair{"tdd_b41_2644.7M_rtl_cfo_p210k", 2644.7e6 + 210400},
                                        std::pair{"tdd_b41_2645.2M_rtl_cfo_m289k", 2645.2e6 - 289300}}) {
        const json found = cell(scan(name), 21);
        EXPECT_NEAR(found["frequency_hz"].get<double>() + found["cfo_hz"].get<double>(), seen_hz, sum_tolerance_hz);
        EXPECT_EQ(std::fmod(found["frequency_hz"].get<double>(), 100e3), 0);
        EXPECT_EQ(found["duplex"], "tdd");
        for (const json& carrier : found["carriers"]) EXPECT_NE(carrier["band"], 7);
    }
}

TEST_F(CorpusScan, ARecordingWithoutAFrequencyHasNullsAndTakesOneThatIsGiven) {
    BORESIGHT_NEEDS_RECORDINGS();
    const json without = cell(scan("fdd_pluto_pci468_40ms"), 468);
    EXPECT_TRUE(without["frequency_hz"].is_null());
    EXPECT_TRUE(without["carriers"].is_null());
    const json given = cell(scan("fdd_pluto_pci468_40ms", "--frequency 806M"), 468);
    EXPECT_EQ(given["frequency_hz"], 806000000);
    EXPECT_NEAR(given["cfo_hz"].get<double>(), without["cfo_hz"].get<double>(), rounding_hz);
}

TEST_F(CorpusScan, KeepsWhatItFoundWithThePlace) {
    BORESIGHT_NEEDS_RECORDINGS();
    const json object = scan("fdd_b20_796.0M_rtl", "--at 50.8467,4.3525,60");
    const std::filesystem::path database = home.path() / "data" / "boresight" / "survey.db";
    EXPECT_EQ(object["stored"]["database"], database.string());
    EXPECT_EQ(object["stored"]["readings"], object["cells"].size());
    std::int64_t kept = 0;
    store::Reader(database).readings({}, [&](const store::FullReading& reading) {
        ++kept;
        EXPECT_NEAR(reading.dwell.position->latitude_deg, 50.8467, 1e-6);
        EXPECT_NEAR(*reading.dwell.position->height_m, 60, 0.01);
        if (reading.cell.identity.physical_id == 360) {
            EXPECT_EQ(reading.cell.identity.frequency_hz, 796e6);
            EXPECT_EQ(reading.cell.facts.n_rb_dl, 50);
        }
        return true;
    });
    EXPECT_EQ(kept, object["stored"]["readings"]);
}

TEST_F(CorpusScan, CtrlCInALongRecordingKeepsTheCellsHeardSoFar) {
    BORESIGHT_NEEDS_RECORDINGS();
    const std::string name = "fdd_b17_739.0M_rtl_2cells";
    std::filesystem::copy_file(recording(name), home.path() / "long.sigmf-meta");
    const std::string once = content(recording(name).replace_extension(".sigmf-data"));
    {
        std::ofstream data(home.path() / "long.sigmf-data", std::ios::binary);
        for (int k = 0; k < repeats_of_long_recording; ++k) data << once;
    }
    const std::filesystem::path database = home.path() / "survey.db";
    const Finished finished = run_script(home, "\"$B\" --db '" + database.string() + "' scan --file '" +
                                                   (home.path() / "long.sigmf-meta").string() +
                                                   "' & pid=$!; sleep 5; kill -INT $pid; wait $pid");
    EXPECT_EQ(finished.code, 130) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("stopped by you"));
    EXPECT_THAT(finished.out, HasSubstr("277"));
    EXPECT_GE(store::Reader(database).counts().readings, 2);
}

TEST_F(CorpusScan, TheWidestRecordingStaysWithinItsMemory) {
    BORESIGHT_NEEDS_RECORDINGS();
    const Finished finished =
        run_program(home, "scan --file '" + recording("fdd_b20_796.0M_hackrf_19.2M").string() + "'");
    EXPECT_EQ(finished.code, 0);
    std::cout << "peak memory " << std::lround(finished.peak_mb) << " MB, allowed " << most_memory_mb << " MB\n";
    EXPECT_LT(finished.peak_mb, most_memory_mb);
}

// As long as a piece may be at the widest rate: the most that a scan holds at once.
TEST_F(CorpusScan, ALongRecordingAtTwentyMegahertzStaysWithinItsMemory) {
    BORESIGHT_NEEDS_RECORDINGS();
    const std::string noise = record_noise(home, "wide", 0.4, 20e6).string();
    const Finished finished = run_program(home, "scan --seconds 0.2 --file '" + noise + "'");
    EXPECT_EQ(finished.code, 1) << finished.err;
    std::cout << "peak memory " << std::lround(finished.peak_mb) << " MB, allowed " << most_memory_mb << " MB\n";
    EXPECT_LT(finished.peak_mb, most_memory_mb);
}

}  // namespace
}  // namespace boresight::cli
