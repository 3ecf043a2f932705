// SPDX-License-Identifier: GPL-3.0-or-later
// The calibration of a radio in made worlds whose truth is known: its clock, at 5 dB and with a station that is off,
// warming up; a stage that compresses; dBm by a hotspot's reading, and by a generator on a radio by script.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <numbers>

#include "app/band_scan_job.h"
#include "app/calibrate_clock.h"
#include "app/calibrate_level.h"
#include "radio/open_radio.h"
#include "radio/soapy_radio.h"
#include "scene/air.h"
#include "scene/register.h"
#include "scene/scene_file.h"
#include "survey/radio_calibration.h"
#include "tests/radio/fake_device.h"
#include "tests/temporary_folder.h"

namespace boresight::app {
namespace {

using testing::HasSubstr;

constexpr double true_clock_ppm = 18.25;
constexpr double demanded_ppm = 0.1;  // in one second at
constexpr double demanded_snr_db = 5;
constexpr int seeds = 4;
constexpr double gain_db = 50;
constexpr double noise_figure_db = 6;
constexpr double element_hz = 15e3;
constexpr double level_error_db = 0.5;  // of a second at a good level

struct MadeStation {
    int earfcn = 5110;
    int pci = 357;
    double snr_db = 15;  // of a reference element over the radio's own noise
    double clock_ppm = 0;
};

std::string header(const std::string& receiver, int seed) {
    return fmt::format(
        "name = \"Stations\"\ndated = \"2026-01-01\"\nseed = {}\n[[receiver]]\nname = \"any\"\ntuner_low_hz = 24e6\n"
        "tuner_high_hz = 1766e6\nrate_high_hz = 2.4e6\ngain_high_db = 60\nfull_scale_dbm = -15\nnoise_figure_db = {}\n"
        "clock_ppm = {}\nadc_bits = 8\ndc_dbfs = -50\niq_gain_db = 0.1\niq_phase_deg = 0.5\n{}[antenna]\nheight_m = 6\n"
        "gain_dbi = 0\nbeamwidth_deg = 360\nazimuth_deg = 0\npolarization_deg = 0\ncross_polar_db = 18\n"
        "cable_loss_db = 0\nturn_deg_per_s = 6\nsway_m = 0\npattern_deg_db = [[-180, 0], [-90, 0], [0, 0], [90, 0]]\n",
        seed, noise_figure_db, true_clock_ppm, receiver);
}

std::string tower(const MadeStation& station, double terrain_loss_db) {
    return fmt::format(
        "[[tower]]\nname = \"T\"\neast_m = 0\nnorth_m = 5000\nheight_m = 40\nterrain_loss_db = {}\nk_factor_db = 60\n"
        "clock_ppm = {}\n[[tower.sector]]\nazimuth_deg = 180\nbeamwidth_deg = 65\ngain_dbi = 16\n"
        "polarization = \"vertical\"\n[[tower.sector.carrier]]\nearfcn = {}\npci = {}\nn_rb_dl = 25\nports = 1\n"
        "power_dbm = 43\noccupancy = 0.5\nframe_start_s = {}\n",
        terrain_loss_db, station.clock_ppm, station.earfcn, station.pci, 0.001 * (station.pci % 10));
}

// Terrain takes what is too much for the level wanted.
std::string world_of(const std::vector<MadeStation>& stations, const std::string& receiver = "", int seed = 1) {
    std::string world = header(receiver, seed);
    for (const MadeStation& station : stations) {
        const scene::World plain = scene::parse_scene(header(receiver, seed) + tower(station, 0), "plain");
        const scene::Tower& sender = plain.towers.front();
        const double rsrp_dbm =
            scene::rsrp_dbm(plain, sender, sender.sectors.front(), sender.sectors.front().carriers.front());
        const double noise_dbm = -173.98 + noise_figure_db + 10 * std::log10(element_hz);
        world += tower(station, rsrp_dbm - noise_dbm - station.snr_db);
    }
    return world;
}

class CalibrateJob : public testing::Test {
protected:
    CalibrateJob() {
        scene::register_scene();
        setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
    }

    std::unique_ptr<radio::Radio> open(const std::string& world) {
        const auto file = folder.file("world.toml", world);
        return radio::open_radio("driver=scene,scene=" + file.string(), machine);
    }

    ClockRequest request(const std::vector<MadeStation>& stations, double seconds = 0) const {
        ClockRequest asked;
        for (const MadeStation& station : stations) asked.wishes.question.earfcns.push_back(station.earfcn);
        asked.wishes.database = folder.path() / "simulated.db";
        asked.seconds = seconds;
        asked.gain_db = gain_db;
        return asked;
    }

    static ClockOutcome run(radio::Radio& radio, const ClockRequest& asked, StopToken stop = {}) {
        return calibrate_clock(
            radio, asked, [](const std::string&) {}, {}, stop);
    }

    tests::TemporaryFolder folder;
    SystemClock machine;
};

TEST_F(CalibrateJob, ASecondAtFiveDecibelsTellsTheClockToATenthOfAPpm) {
    double worst_ppm = 0, square = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        const std::vector<MadeStation> stations{{.snr_db = demanded_snr_db}};
        const auto radio = open(world_of(stations, "", seed));
        const ClockOutcome outcome = run(*radio, request(stations));
        ASSERT_TRUE(outcome.estimate) << "seed " << seed;
        const double error_ppm = outcome.estimate->clock_ppm - true_clock_ppm;
        EXPECT_EQ(outcome.estimate->agreement, survey::ClockAgreement::alone);
        EXPECT_TRUE(outcome.one_crystal);
        worst_ppm = std::max(worst_ppm, std::abs(error_ppm));
        square += error_ppm * error_ppm;
    }
    std::cout << "clock by 1 s at " << demanded_snr_db << " dB: " << std::sqrt(square / seeds) << " ppm rms, worst of "
              << seeds << " " << worst_ppm << " ppm (at most " << demanded_ppm << ")\n";
    EXPECT_LT(worst_ppm, demanded_ppm);
}

TEST_F(CalibrateJob, AStationThatIsOffIsNamedAndTheScansAfterwardsLookThreePpmAboutTheClock) {
    const std::vector<MadeStation> stations{
        {5110, 357}, {5010, 46}, {5035, 120}, {5230, 214, 15, 0.6}};  // 739, 729, 731.5 and 751 MHz
    const auto radio = open(world_of(stations));
    const ClockOutcome outcome = run(*radio, request(stations));
    ASSERT_TRUE(outcome.estimate);
    EXPECT_EQ(outcome.estimate->agreement, survey::ClockAgreement::several);
    for (const survey::CellClock& cell : outcome.estimate->cells) EXPECT_EQ(cell.left_out, cell.pci == 214);
    EXPECT_NEAR(outcome.estimate->clock_ppm, true_clock_ppm, 0.05);
    EXPECT_LT(outcome.estimate->sigma_ppm, 0.05);
    ASSERT_TRUE(outcome.kept);
    EXPECT_EQ(outcome.kept->cells, 3);

    BandScanRequest scan;
    scan.question.earfcns = {5110};
    scan.database = folder.path() / "simulated.db";
    scan.gain_db = gain_db;
    scan.keep = false;
    const BandScanOutcome scanned = scan_bands_job(*radio, scan, {}, {});
    EXPECT_NEAR(scanned.ppm_window.around_ppm, -true_clock_ppm, 0.05);
    EXPECT_EQ(scanned.ppm_window.reach_ppm, survey::calibrated_ppm_window);
    ASSERT_FALSE(scanned.result.found.cells.empty());
    EXPECT_EQ(scanned.result.found.cells.front().frequency_hz, 739e6);
    // Another receiver of the same make isn't taken for it.
    radio::RadioName other = radio->name();
    other.serial = "another";
    EXPECT_FALSE(survey::calibration_of(other, scan.database).clock);
}

TEST_F(CalibrateJob, AWarmingCrystalIsToldToBeOne) {
    const std::vector<MadeStation> stations{{5110, 357}};
    ClockOutcome outcome;
    {
        const auto radio = open(world_of(stations, "warm_up_ppm = 6\nwarm_up_s = 300\n"));
        outcome = run(*radio, request(stations, 20));
    }
    ASSERT_TRUE(outcome.estimate);
    ASSERT_TRUE(outcome.estimate->drift_ppm_per_min);
    EXPECT_TRUE(outcome.estimate->drifts());
    // From the beginning of the world on: 6 ppm times exp(-t / 5 min).
    EXPECT_NEAR(*outcome.estimate->drift_ppm_per_min, -6 / 5.0, 0.25);
    EXPECT_GE(outcome.looks, 3);
    EXPECT_GT(outcome.kept->clock_sigma_ppm, 5);

    std::cout << "drift " << *outcome.estimate->drift_ppm_per_min << " ± " << *outcome.estimate->drift_sigma_ppm_per_min
              << " ppm a minute\n";
    const auto warm = open(world_of(stations));
    const ClockOutcome steady = run(*warm, request(stations, 10));
    EXPECT_FALSE(steady.estimate->drifts());
    EXPECT_NEAR(*steady.estimate->drift_ppm_per_min, 0, 0.02);
}

TEST_F(CalibrateJob, OneCarrierWithAFarOffClockIsPutOnItsRasterPointByTheClockOfItsSamples) {
    // At 1500 MHz (band 21) a step of the raster is 67 ppm: a clock that is 60 ppm fast looks like one 7 ppm slow.
    const std::vector<MadeStation> stations{{.earfcn = 6491, .pci = 33}};
    std::string world = world_of(stations);
    world.replace(world.find("clock_ppm = 18.25"), 17, "clock_ppm = 60.00");
    const auto radio = open(world);
    const ClockOutcome outcome = run(*radio, request(stations));
    ASSERT_TRUE(outcome.estimate);
    EXPECT_NEAR(outcome.estimate->clock_ppm, 60, 0.1);
    EXPECT_TRUE(outcome.one_crystal);
}

TEST_F(CalibrateJob, AStageThatCompressesBeforeTheConverterIsFoundByTheGainStep) {
    const std::vector<MadeStation> stations{{.snr_db = 50}};
    const auto radio = open(world_of(stations, "limit_dbfs = -25\n"));
    ClockRequest asked = request(stations);
    asked.gain_db.reset();
    const ClockOutcome outcome = run(*radio, asked);
    ASSERT_TRUE(outcome.gain);
    EXPECT_FALSE(outcome.gain->overloaded);
    ASSERT_FALSE(outcome.gain->steps.empty());
    EXPECT_EQ(outcome.gain->steps.front().finding, radio::GainFinding::compresses);
    EXPECT_EQ(outcome.gain->steps.back().finding, radio::GainFinding::follows);
    for (const radio::GainStep& step : outcome.gain->steps) {
        EXPECT_LT(step.clipped_share, 1e-4) << "nothing clips: only the step shows it";
        std::cout << "gain " << step.gain_db << " dB: " << step.level_dbfs << " dBFS, fell " << step.fell_db.value_or(0)
                  << " of " << step.lowered_db.value_or(0) << " dB\n";
    }
    EXPECT_LT(outcome.gain->steps.back().level_dbfs, -28);
}

TEST_F(CalibrateJob, WithoutCellsNothingIsSaidAndNothingKept) {
    const auto radio = open(world_of({{.earfcn = 5110, .pci = 357, .snr_db = -40}}));
    const ClockOutcome outcome = run(*radio, request({{.earfcn = 5110}}));
    EXPECT_FALSE(outcome.estimate);
    EXPECT_FALSE(outcome.kept);
    EXPECT_TRUE(store::read_calibrations(folder.path() / "simulated.db").clocks.empty());
}

TEST_F(CalibrateJob, StoppedItKeepsWhatWasFound) {
    const std::vector<MadeStation> stations{{5110, 357}};
    const auto radio = open(world_of(stations));
    StopSource stop;
    const ClockOutcome outcome = calibrate_clock(
        *radio, request(stations, 3600), [](const std::string&) {},
        [&](const ClockProgress& now) {
            if (now.clock_ppm) stop.request_stop();
            return true;
        },
        stop.token());
    EXPECT_EQ(outcome.ending, radio::Ending::stopped);
    ASSERT_TRUE(outcome.kept);
    EXPECT_EQ(store::read_calibrations(folder.path() / "simulated.db").clocks.size(), 1U);
}

TEST_F(CalibrateJob, AHotspotsReadingGivesCellsDbm) {
    const std::vector<MadeStation> stations{{5110, 357, 25}, {5035, 46, 15}};
    const auto radio = open(world_of(stations));
    LevelRequest asked;
    const double true_dbm = -173.98 + noise_figure_db + 10 * std::log10(element_hz) + 25;
    asked.against = KnownRsrp{.level = Dbm{true_dbm}, .frequency_hz = 739e6, .pci = 357};
    asked.sigma_db = hotspot_sigma_db;
    asked.database = folder.path() / "simulated.db";
    const LevelOutcome outcome = calibrate_level(*radio, asked, {}, {});
    ASSERT_EQ(outcome.levels.size(), 1U);
    EXPECT_GE(outcome.levels.front().offset_sigma_db, 3);

    BandScanRequest scan;
    scan.question.earfcns = {5035};
    scan.database = asked.database;
    scan.gain_db = outcome.gain_db;
    scan.keep = false;
    const BandScanOutcome scanned = scan_bands_job(*radio, scan, {}, {});
    ASSERT_EQ(scanned.result.found.cells.size(), 2U);
    for (const survey::ScanCell& cell : scanned.result.found.cells) {
        ASSERT_TRUE(cell.level_dbm);
        EXPECT_NEAR(*cell.level_dbm, cell.cell.pci == 357 ? true_dbm : true_dbm - 10, level_error_db);
        EXPECT_GT(cell.level_dbm_sigma_db, 3);
    }

    asked.against = KnownRsrp{.level = Dbm{true_dbm}, .frequency_hz = 739e6, .pci = 12};
    const LevelOutcome other = calibrate_level(*radio, asked, {}, {});
    EXPECT_EQ(other.why, LevelOutcome::Why::cell_not_heard);
    EXPECT_THAT(other.other_pcis, testing::ElementsAre(357));
}

// On a radio by script: 0.02 of full scale at a gain of 0 and 250 kHz over the middle.
class CalibrateGenerator : public CalibrateJob {
protected:
    std::unique_ptr<radio::SoapyRadio> open_fake(double amplitude, const std::string& driver_name = "rtlsdr") {
        tests::FakeDriver& driver = tests::FakeDriver::instance();
        driver.script = {};
        driver.script.rates = {{1.92e6, 1.92e6}};
        driver.script.noise = [](double) { return 1e-3; };
        driver.script.extra = [amplitude](double since_s) {
            const double offset_hz = 1.92e6 / 4;
            return std::polar(amplitude, 2 * std::numbers::pi * std::fmod(offset_hz * since_s, 1.0));
        };
        driver.record = std::make_shared<tests::FakeRecord>();
        return std::make_unique<radio::SoapyRadio>(
            [] { return SoapySDR::Device::make("driver=fake"); },
            radio::RadioName{.arguments = "driver=fake", .driver = driver_name, .label = "Fake", .serial = "7"},
            machine);
    }
    LevelRequest asked(double dbm) const {
        LevelRequest request;
        request.against = KnownGenerator{.level = Dbm{dbm}, .frequency_hz = 739e6};
        request.gain_db = 20;
        request.database = folder.path() / "survey.db";
        return request;
    }
};

TEST_F(CalibrateGenerator, ItsLevelIsHeldAgainstTheTone) {
    const auto radio = open_fake(0.1);
    const LevelOutcome outcome = calibrate_level(*radio, asked(-60), {}, {});
    ASSERT_FALSE(outcome.levels.empty());
    EXPECT_NEAR(outcome.levels.front().offset_db, -60 + 20, 0.1);
    EXPECT_EQ(outcome.levels.front().gain_db, 20);
    EXPECT_EQ(outcome.levels.size(), 3U) << "and at gains of 10 and 0 dB";
    EXPECT_EQ(survey::calibration_of(radio->name(), folder.path() / "survey.db").levels.size(), 3U);
}

TEST_F(CalibrateGenerator, WhatDoesNotStandOutIsNoLevel) {
    {
        const auto radio = open_fake(0);
        const LevelOutcome outcome = calibrate_level(*radio, asked(-60), {}, {});
        EXPECT_TRUE(outcome.levels.empty());
        EXPECT_EQ(outcome.why, LevelOutcome::Why::nothing_stands_out);
    }
    const auto loud = open_fake(3);
    EXPECT_EQ(calibrate_level(*loud, asked(-60), {}, {}).why, LevelOutcome::Why::clips);
}

TEST_F(CalibrateGenerator, ALevelThatMayDestroyTheRadioIsRefused) {
    const KnownGenerator generator{.level = Dbm{0}, .frequency_hz = 739e6};
    radio::RadioName name{.arguments = "", .driver = "hackrf", .label = "HackRF"};
    try {
        require_safe(generator, name);
        FAIL() << "0 dBm into a HackRF, which stands -5";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("-5 dBm"));
    }
    name.driver = "rtlsdr";
    require_safe(generator, name);
    name.driver = "unheard of";
    EXPECT_THROW(require_safe(generator, name), Error);
    require_safe({.level = Dbm{-20}, .frequency_hz = 739e6}, name);
}

}  // namespace
}  // namespace boresight::app
