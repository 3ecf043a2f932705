// SPDX-License-Identifier: GPL-3.0-or-later
// `calibrate`, as people and other programs meet it: the built program in the tree farm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"
#include "store/calibration.h"

namespace boresight::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr double true_clock_ppm = 18;  // of the tree farm's dongle
constexpr double close_ppm = 0.1;

class CalibrateCommand : public testing::Test {
protected:
    Finished run(const std::string& arguments) { return run_program(folder, arguments); }
    std::filesystem::path database() const { return folder.path() / "data/boresight/simulated.db"; }

    TemporaryFolder folder;
};

TEST_F(CalibrateCommand, FindsTheClockShowsTheGainAndScansThenLookAboutIt) {
    const Finished none = run("calibrate --show --radio scene");
    EXPECT_EQ(none.code, 1);
    EXPECT_THAT(none.out, HasSubstr("No radio is calibrated"));

    const Finished found = run("calibrate --radio scene --earfcn 5110 --earfcn 5035 --minutes 0 --quiet");
    EXPECT_EQ(found.code, 0) << found.err;
    EXPECT_THAT(found.out, StartsWith("SIMULATED. The clock of"));
    for (const char* words : {"ppm\nfast.", "agree within", "turned down",
                              "Kept for driver scene, serial "
                              "tree-farm/dongle",
                              "Next: boresight scan"})
        EXPECT_THAT(found.out, HasSubstr(words));
    EXPECT_EQ(store::read_calibrations(database()).clocks.size(), 1U);

    const auto scan =
        nlohmann::json::parse(run("scan --radio scene --earfcn 5110 --format json --quiet --no-store").out);
    EXPECT_NEAR(scan["ppm_window"]["around_ppm"].get<double>(), -true_clock_ppm, close_ppm);
    EXPECT_EQ(scan["ppm_window"]["reach_ppm"], 3);
    EXPECT_FALSE(scan["ppm_window"]["calibrated"].is_null());
    EXPECT_EQ(scan["cells"][0]["pci"], 357);
    EXPECT_TRUE(scan["cells"][0]["rsrp_dbm"].is_null());
    // The other receiver of the same world is another radio.
    const auto other =
        nlohmann::json::parse(run("scan --radio scene,radio=wide --earfcn 5110 --format json --quiet --no-store").out);
    EXPECT_TRUE(other["ppm_window"]["calibrated"].is_null());
    EXPECT_EQ(other["ppm_window"]["reach_ppm"], 100);
}

TEST_F(CalibrateCommand, JsonIsOneObject) {
    const Finished found =
        run("calibrate --radio scene --earfcn 5110 --minutes 0 --gain 40 --no-store --format json --quiet");
    EXPECT_EQ(found.code, 0) << found.err;
    EXPECT_THAT(found.err, IsEmpty());
    const auto json = nlohmann::json::parse(found.out);
    EXPECT_EQ(json["simulated"], true);
    EXPECT_NEAR(json["clock"]["clock_ppm"].get<double>(), true_clock_ppm, close_ppm);
    EXPECT_TRUE(json["clock"]["drift_ppm_per_min"].is_null());
    EXPECT_EQ(json["gain"]["given"], true);
    EXPECT_EQ(json["device"]["driver"], "scene");
    EXPECT_TRUE(json["stored"].is_null());
    EXPECT_FALSE(std::filesystem::exists(database()));
}

TEST_F(CalibrateCommand, AHotspotsReadingMakesDbmOfLevels) {
    const Finished found = run("calibrate --radio scene --hotspot-rsrp -93 --earfcn 5110 --pci 357 --gain 40 --yes");
    EXPECT_EQ(found.code, 0) << found.err;
    EXPECT_THAT(found.out, HasSubstr("0 dBFS of"));
    const Finished scan = run("scan --radio scene --earfcn 5110 --gain 40 --no-store");
    EXPECT_THAT(scan.out, HasSubstr(" dBm"));
    EXPECT_THAT(scan.out, HasSubstr("Strengths are those at the radio's socket"));
    const auto json =
        nlohmann::json::parse(run("scan --radio scene --earfcn 5110 --gain 40 --no-store --format json --quiet").out);
    EXPECT_NEAR(json["cells"][0]["rsrp_dbm"].get<double>(), -93, 3);
    EXPECT_GE(json["cells"][0]["rsrp_dbm_sigma_db"].get<double>(), 3);
    EXPECT_THAT(run("calibrate --show --radio scene").out, HasSubstr("a hotspot"));

    const Finished other = run("calibrate --radio scene --hotspot-rsrp -93 --earfcn 5110 --pci 3 --gain 40 --yes");
    EXPECT_EQ(other.code, 1) << other.err;
    EXPECT_THAT(other.out, HasSubstr("PCI 3 isn't heard on that carrier, only PCI 357"));
}

TEST_F(CalibrateCommand, AnEmptyCarrierIsTheAnswerNo) {
    const Finished finished = run("calibrate --radio scene --earfcn 5330 --minutes 0 --quiet");
    EXPECT_EQ(finished.code, 1) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("No cell was heard"));
}

TEST_F(CalibrateCommand, CtrlCKeepsWhatWasFound) {
    const Finished finished = run_script(folder, R"("$B" calibrate --radio scene,pace=wall --earfcn 5110 --minutes 60 &
                              calibration=$!; sleep 12; kill -INT $calibration; wait $calibration)");
    EXPECT_EQ(finished.code, 130) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("Stopped by you after"));
    EXPECT_EQ(store::read_calibrations(database()).clocks.size(), 1U);
}

TEST_F(CalibrateCommand, WithoutARadioItSaysSo) {
    const Finished finished = run("calibrate --radio driver=rtlsdr,serial=none");
    EXPECT_EQ(finished.code, 3);
    EXPECT_THAT(finished.out, IsEmpty());
    EXPECT_THAT(finished.err, HasSubstr("no radio was found"));
}

TEST_F(CalibrateCommand, RefusesWhatCannotBe) {
    const auto refused = [&](const std::string& arguments, const char* words) {
        const Finished finished = run("calibrate --radio scene " + arguments + " </dev/null");
        EXPECT_EQ(finished.code, 2) << arguments;
        EXPECT_THAT(finished.err, HasSubstr(words)) << arguments;
        EXPECT_THAT(finished.out, IsEmpty());
    };
    refused("--generator-dbm -60", "--frequency");
    refused("--frequency 739M", "--generator-dbm");
    refused("--generator-dbm 20 --frequency 739M --yes", "may destroy");
    refused("--generator-dbm -60 --frequency 739M", "nobody is there to say that the cable is on");
    refused("--generator-dbm -60 --frequency 739M --bias-tee on --yes", "--bias-tee");
    refused("--generator-dbm -60 --frequency 739M --hotspot-rsrp -90 --yes", "one of the two");
    refused("--hotspot-rsrp -90 --yes", "--earfcn 5110 --pci 357");
    refused("--pci 3", "--hotspot-rsrp");
    refused("--minutes soon", "--minutes");
    refused("--earfcn 2050", "1766 MHz");
}

}  // namespace
}  // namespace boresight::cli
