// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scan_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "store/reader.h"
#include "store/writer.h"
#include "tests/temporary_folder.h"

namespace boresight::app {
namespace {

using testing::HasSubstr;

constexpr std::int64_t recorded_ns = 1'760'400'000'000'000'000;  // 2025-10-14T00:00:00Z

class FixedClock final : public Clock {
public:
    std::int64_t wall_ns() const override { return recorded_ns + 1'000'000'000; }
    std::int64_t monotonic_ns() const override { return 0; }
    void sleep_until(std::int64_t) override {}
};

// Hears PCI 277 near the tuned frequency, in every piece.
class OneCell final : public survey::CellSearch {
public:
    dsp::lte::SearchResult search(dsp::IqSpan, const dsp::lte::SearchWindow&,
                                  const survey::Progress& progress) override {
        dsp::lte::Cell cell;
        cell.pci = 277;
        cell.cfo_hz = 120;
        cell.rsrp_dbfs = -61.2;
        cell.rsrp_ports_dbfs = {-61.2, -62.5};
        cell.sinr_db = 12;
        cell.n = 16;
        dsp::lte::SearchResult result;
        result.cells = {cell};
        progress(0.5);
        return result;
    }
};

class ScanJobTest : public testing::Test {
protected:
    ScanJobTest() { request.database = folder.path() / "survey.db"; }

    void record(const std::string& segment_fields, double seconds = 0.02) {
        std::ofstream(folder.path() / "farm.sigmf-meta")
            << R"({"global":{"core:datatype":"ci8","core:version":"1.0.0","core:sample_rate":1920000},)"
            << R"("captures":[{"core:sample_start":0,"core:frequency":739000000)" << segment_fields
            << R"(}],"annotations":[]})";
        std::ofstream(folder.path() / "farm.sigmf-data", std::ios::binary)
            << std::string(2 * static_cast<std::size_t>(seconds * 1.92e6), 10);
        request.recording = folder.path() / "farm.sigmf-meta";
    }

    ScanOutcome scan(const survey::Progress& progress = [](double) { return true; }) {
        return scan_recording_file(request, clock, progress,
                                   {.lte = [](double) { return std::make_unique<OneCell>(); }});
    }

    std::vector<store::FullReading> kept() const {
        std::vector<store::FullReading> all;
        store::Reader(request.database).readings({}, [&](const store::FullReading& reading) {
            all.push_back(reading);
            return true;
        });
        return all;
    }

    const std::string when = R"(,"core:datetime":"2025-10-14T00:00:00Z")";
    const std::string where = R"(,"core:geolocation":{"type":"Point","coordinates":[4.3525,50.8467,60]})";
    tests::TemporaryFolder folder;
    FixedClock clock;
    ScanRequest request;
};

TEST_F(ScanJobTest, KeepsARecordingThatSaysWhenAndWhere) {
    record(when + where);
    const ScanOutcome outcome = scan();
    ASSERT_TRUE(outcome.kept);
    EXPECT_EQ(outcome.kept->readings, 1);
    const auto readings = kept();
    ASSERT_EQ(readings.size(), 1u);
    EXPECT_EQ(readings[0].cell.identity.physical_id, 277);
    EXPECT_EQ(readings[0].cell.identity.frequency_hz, 739e6);
    EXPECT_EQ(readings[0].dwell.start_ns, recorded_ns);
    ASSERT_TRUE(readings[0].dwell.position);
    EXPECT_NEAR(readings[0].dwell.position->latitude_deg, 50.8467, 1e-6);
    EXPECT_NEAR(*readings[0].reading.rsrp_dbfs, -61.2, 0.005);
    EXPECT_NEAR(*readings[0].reading.rsrp_port1_dbfs, -62.5, 0.005);
    EXPECT_EQ(readings[0].session.source_name, "farm");
}

TEST_F(ScanJobTest, KeepsNothingOfUnknownOriginUnlessAsked) {
    for (const std::string& fields : {std::string(), when, where}) {
        record(fields);
        EXPECT_FALSE(scan().kept) << fields;
    }
    EXPECT_FALSE(std::filesystem::exists(request.database));
    request.keeping = Keeping::always;
    EXPECT_EQ(scan().kept->readings, 1);
}

TEST_F(ScanJobTest, KeepsNothingWhenToldSo) {
    record(when + where);
    request.keeping = Keeping::never;
    EXPECT_FALSE(scan().kept);
    EXPECT_FALSE(std::filesystem::exists(request.database));
}

TEST_F(ScanJobTest, AGivenPlaceGoesBeforeTheRecordings) {
    record(when + where);
    request.position = Position{.latitude_deg = -33.5, .longitude_deg = 151, .height_m = std::nullopt};
    scan();
    EXPECT_NEAR(kept().at(0).dwell.position->latitude_deg, -33.5, 1e-6);
}

TEST_F(ScanJobTest, TheSameRecordingIsKeptOnce) {
    record(when + where);
    scan();
    const ScanOutcome again = scan();
    ASSERT_TRUE(again.kept);
    EXPECT_TRUE(again.kept->already_there);
    EXPECT_EQ(kept().size(), 1u);
}

TEST_F(ScanJobTest, ATimeTakenFromTheFilesDateIsMarked) {
    record(where);
    request.keeping = Keeping::always;
    const auto written = std::chrono::file_clock::from_sys(
        std::chrono::sys_time<std::chrono::nanoseconds>(std::chrono::nanoseconds(recorded_ns)));
    std::filesystem::last_write_time(folder.path() / "farm.sigmf-data", written);
    request.recording = folder.path() / "farm";  // NAME alone will do
    scan();
    EXPECT_EQ(kept().at(0).dwell.start_ns, recorded_ns - 20'000'000);  // finished at the file's date
    EXPECT_EQ(store::Reader(request.database).counts().events, 1);
}

TEST_F(ScanJobTest, EveryPieceOfALongRecordingIsADwellWithItsTime) {
    record(when + where, 0.6);
    EXPECT_EQ(scan().kept->readings, 2);
    const auto readings = kept();
    EXPECT_EQ(readings.at(1).dwell.start_ns - readings.at(0).dwell.start_ns, 300'000'000);
}

TEST_F(ScanJobTest, WhatWasFoundBeforeAStopIsKept) {
    record(when + where, 0.6);
    const ScanOutcome outcome = scan([](double) { return false; });
    EXPECT_TRUE(outcome.result.stopped);
    ASSERT_TRUE(outcome.kept);
    EXPECT_EQ(outcome.kept->readings, 1);
}

TEST_F(ScanJobTest, ADatabaseHeldByAnotherLeavesTheResultAndSaysWhoHoldsIt) {
    record(when + where);
    store::Writer other(request.database, {.command = "boresight log", .software = "boresight"}, clock);
    const ScanOutcome outcome = scan();
    EXPECT_EQ(outcome.result.cells.size(), 1u);
    EXPECT_FALSE(outcome.kept);
    ASSERT_TRUE(outcome.keep_error);
    EXPECT_EQ(outcome.keep_error->exit_code(), ExitCode::missing);
    EXPECT_THAT(outcome.keep_error->what(), HasSubstr("boresight log"));
}

TEST_F(ScanJobTest, ACellThatSaidItsNameBeforeIsNamed) {
    record(when + where);
    {
        store::Writer writer(request.database, {.command = "test", .software = "test"}, clock);
        store::CellIdentity identity;
        identity.frequency_hz = 739e6;
        identity.physical_id = 277;
        identity.plmn = "310-410";
        writer.cell(identity, {}, recorded_ns);
        writer.commit();
    }
    const ScanOutcome outcome = scan();
    const survey::Operator& named = outcome.result.cells.at(0).operated_by;
    EXPECT_EQ(named.known_from, survey::Operator::KnownFrom::earlier);
    EXPECT_EQ(named.plmn, "310-410");
    EXPECT_EQ(named.name, "AT&T");
}

}  // namespace
}  // namespace boresight::app
