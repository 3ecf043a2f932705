// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/radio_calibration.h"

#include <gtest/gtest.h>

#include "store/writer.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

constexpr double close_db = 0.01;  // what the database keeps

const radio::RadioName dongle{
    .arguments = "driver=rtlsdr,serial=77", .driver = "rtlsdr", .label = "Dongle", .serial = "77"};

store::LevelCalibration level(double frequency_hz, double gain_db, double offset_db, double sigma_db = 1) {
    return {.device = device_of(dongle),
            .made_ns = 1,
            .frequency_hz = frequency_hz,
            .gain_db = gain_db,
            .offset_db = offset_db,
            .offset_sigma_db = sigma_db,
            .held_against = store::HeldAgainst::generator};
}

TEST(RadioCalibration, IsThatOfTheSameRadioAlone) {
    const tests::TemporaryFolder folder;
    setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
    const auto database = folder.path() / "survey.db";
    {
        const SystemClock clock;
        store::Writer writer(database, {.command = "boresight calibrate", .software = "boresight"}, clock);
        for (const double ppm : {17.0, 18.0})
            writer.add_clock({.device = device_of(dongle), .made_ns = 1, .clock_ppm = ppm, .clock_sigma_ppm = 0.03},
                             false);
        writer.add_level(level(739e6, 30, -40), false);
    }
    const RadioCalibration known = calibration_of(dongle, database);
    ASSERT_TRUE(known.clock);
    EXPECT_EQ(known.clock->clock_ppm, 18) << "the latest";
    EXPECT_EQ(known.levels.size(), 1U);
    EXPECT_NEAR(known.window().around_ppm, -18, 0.001);
    EXPECT_EQ(known.window().reach_ppm, calibrated_ppm_window);
    EXPECT_EQ(known.window(50).reach_ppm, 50);
    for (const auto& [driver, serial] : {std::pair{"rtlsdr", "78"}, {"airspy", "77"}, {"rtlsdr", ""}}) {
        radio::RadioName other = dongle;
        other.driver = driver;
        other.serial = serial;
        const RadioCalibration unknown = calibration_of(other, database);
        EXPECT_FALSE(unknown.clock);
        EXPECT_TRUE(unknown.levels.empty());
        EXPECT_EQ(unknown.window().around_ppm, 0);
        EXPECT_EQ(unknown.window().reach_ppm, uncalibrated_ppm_window);
    }
    // The same radio on another computer.
    radio::RadioName remote = dongle;
    remote.driver = "remote";
    remote.hardware_driver = "rtlsdr";
    EXPECT_TRUE(calibration_of(remote, database).clock);
    EXPECT_FALSE(calibration_of(dongle, folder.path() / "none.db").clock);
}

TEST(RadioCalibration, KnowsSerialNumbersThatTellNothing) {
    for (const char* serial : {"", "0", "00000001", "1"})
        EXPECT_TRUE(is_nameless({.driver = "rtlsdr", .serial = serial}));
    for (const char* serial : {"77", "00000002", "EB1"})
        EXPECT_FALSE(is_nameless({.driver = "rtlsdr", .serial = serial}));
}

TEST(LevelOffset, HoldsWhereItWasMeasuredAndIsLessSureAsideOfThat) {
    const std::vector levels{level(739e6, 30, -40)};
    const auto there = level_offset(levels, 739e6, 30);
    ASSERT_TRUE(there);
    EXPECT_NEAR(there->offset_db, -40, close_db);
    EXPECT_NEAR(there->sigma_db, 1, close_db);
    const auto less_gain = level_offset(levels, 739e6, 20);
    EXPECT_NEAR(less_gain->offset_db, -30, close_db) << "the same dBFS is 10 dB more with 10 dB less gain";
    EXPECT_GT(less_gain->sigma_db, 1.3);
    EXPECT_GT(level_offset(levels, 760e6, 30)->sigma_db, 1.05);
    EXPECT_FALSE(level_offset(levels, 1960e6, 30)) << "another band";
    EXPECT_FALSE(level_offset({}, 739e6, 30));
}

TEST(LevelOffset, TheNearestGainCountsAndWhatWasMeasuredAnewReplacesTheOld) {
    const std::vector levels{level(739e6, 30, -41), level(739e6, 20, -30.5), level(739e6, 30, -40, 0.1)};
    EXPECT_NEAR(level_offset(levels, 739e6, 30)->offset_db, -41, close_db);
    EXPECT_NEAR(level_offset(levels, 739e6, 21)->offset_db, -31.5, close_db);
}

TEST(LevelOffset, CellsGetDbmByTheGainOfTheirPiece) {
    ScanResult result;
    for (const auto& [hz, gain_db] : {std::pair{739e6, 20.0}, {1960e6, 30.0}}) {
        ScanCell cell;
        cell.cell.pci = 357;
        cell.cell.rsrp_dbfs = -60;
        cell.cell.rsrp_sigma_db = 0.5;
        cell.frequency_hz = hz;
        result.cells.push_back(cell);
        Stretch piece;
        piece.gain_db = gain_db;
        piece.cells = {cell};
        result.stretches.push_back(piece);
    }
    put_dbm(result, {level(739e6, 30, -40)});
    ASSERT_TRUE(result.cells[0].level_dbm);
    EXPECT_NEAR(*result.cells[0].level_dbm, -90, close_db);
    EXPECT_GT(result.cells[0].level_dbm_sigma_db, 1.4);
    EXPECT_FALSE(result.cells[1].level_dbm);
}

}  // namespace
}  // namespace boresight::survey
