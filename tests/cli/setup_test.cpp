// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/setup_questions.h"
#include "program.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const std::vector<radio::RadioName> dongles{
    {.arguments = "driver=rtlsdr,serial=1", .driver = "rtlsdr", .label = "One"},
    {.arguments = "driver=rtlsdr,serial=2", .driver = "rtlsdr", .label = "Two"}};

struct Asked {
    bool whole = false;
    app::Config config;
    std::string out;
};

Asked ask(const std::string& typed, app::Config config = {}, Units units = Units::metric) {
    std::istringstream in(typed);
    std::ostringstream out;
    const bool whole = ask_all(
        setup_questions(dongles, units), config,
        [&in](std::string& line) { return static_cast<bool>(std::getline(in, line)); }, out);
    return {whole, config, out.str()};
}

TEST(Setup, TakesAnswersByNumberAndByName) {
    const Asked asked =
        ask("2\nus\nat&t\n\n3g microcell\n\n4413\n13\nyagi\n\n\n\nfarm\n45.5,-122.7,210\n6\n3\n88\n2\n");
    EXPECT_TRUE(asked.whole);
    EXPECT_EQ(asked.config.radio, "driver=rtlsdr,serial=2");
    EXPECT_EQ(asked.config.country, "US");
    EXPECT_EQ(asked.config.operator_name, "AT&T");
    EXPECT_EQ(asked.config.microcell, "AT&T 3G MicroCell (Cisco DPH151-AT, DPH153-AT, DPH154)");
    EXPECT_FALSE(asked.config.home_cell.psc);
    EXPECT_EQ(asked.config.home_cell.uarfcn, 4413);
    EXPECT_EQ(asked.config.home_cell.power_dbm, 13);
    EXPECT_EQ(asked.config.antenna.beamwidth_deg, 44);
    EXPECT_EQ(asked.config.place.height_m, 6);
    EXPECT_EQ(asked.config.antenna.azimuth_sigma_deg, 3);
    EXPECT_EQ(asked.config.scale.zero_offset_deg, 88);
    EXPECT_EQ(asked.config.scale.sigma_deg, 2);
    EXPECT_THAT(asked.out, HasSubstr("Never unscrew an antenna"));
}

TEST(Setup, AsksAgainAndSaysWhatWasMeant) {
    const Asked asked = ask("\nUS\nATT Mobil\nverizn\nVerizon\n\n\n\n700\n55\n\n\n\n\n");
    EXPECT_EQ(asked.config.operator_name, "Verizon");
    EXPECT_EQ(asked.config.antenna.beamwidth_deg, 55);
    EXPECT_THAT(asked.out, HasSubstr("Did you mean"));
}

TEST(Setup, TakesAPatternFileWithItsWholePathAndRefusesWhatIsNone) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "panel.msi";
    std::ofstream text(file);
    text << "NAME panel\nFREQUENCY 739\nGAIN 9 dBd\nHORIZONTAL 360\n";
    for (int deg = 0; deg < 360; ++deg) {
        const double off_deg = std::min(deg, 360 - deg);
        text << deg << ' ' << std::min(25.0, 12 * off_deg * off_deg / (50.0 * 50.0)) << '\n';
    }
    text.close();
    const std::string answers = "\n\n\n\n\nyagi\n\n\n";
    const Asked asked = ask(answers + file.string() + "\n\n\n\n\n\n\n");
    EXPECT_TRUE(asked.whole) << asked.out;
    EXPECT_EQ(asked.config.antenna.pattern, file.string());
    const Asked wrong = ask(answers + (folder.path() / "none.msi").string() + "\n\n\n\n\n\n\n\n");
    EXPECT_TRUE(wrong.whole);
    EXPECT_EQ(wrong.config.antenna.pattern, "");
    EXPECT_THAT(wrong.out, HasSubstr("none.msi"));
}

TEST(Setup, EnterKeepsAndADashRemoves) {
    app::Config before;
    before.radio = "driver=hackrf";
    before.hotspot = "old";
    const Asked asked = ask("\n\n\n-\n\n\n\n\n\n\n", before);
    EXPECT_EQ(asked.config.radio, "driver=hackrf");
    EXPECT_EQ(asked.config.hotspot, "");
}

TEST(Setup, AnotherMicrocellForgetsTheCellOfTheOldOne) {
    app::Config before;
    before.microcell = "AT&T 3G MicroCell (Cisco DPH151-AT, DPH153-AT, DPH154)";
    before.home_cell.psc = 340;
    EXPECT_EQ(ask("\n\n\n\n3g microcell\n\n\n\n\n\n\n\n\n\n", before).config.home_cell.psc, 340);
    EXPECT_FALSE(ask("\n\n\n\n-\n\n\n\n\n\n", before).config.home_cell.psc);
}

TEST(Setup, HeightsAreFeetWhereTheUnitsAre) {
    constexpr double tolerance_m = 1e-9;
    EXPECT_NEAR(*ask("\n\n\n\n\n\n\n\n\n\n\n20\n", {}, Units::us).config.place.height_m, 6.096, tolerance_m);
}

TEST(Setup, AnInputThatEndsIsNoAnswer) {
    EXPECT_FALSE(ask("1\nUS\n").whole);
}

class SetupCommand : public testing::Test {
protected:
    Finished setup(const std::string& words) {
        return run_script(folder_, "export XDG_CONFIG_HOME=$HOME/c; exec \"$B\" setup " + words + " </dev/null");
    }
    std::string written() const { return content(folder_.path() / "c/boresight/config.toml"); }

    TemporaryFolder folder_;
};

TEST_F(SetupCommand, WithoutATerminalSaysWhatItWouldAsk) {
    const Finished asked = setup("");
    EXPECT_EQ(asked.code, 2);
    EXPECT_THAT(asked.err, HasSubstr("--hotspot NAME"));
    EXPECT_EQ(written(), "");
}

TEST_F(SetupCommand, AnswersAsOptionsAreWrittenAndKeepTheOthers) {
    const Finished first = setup("--radio scene --country 310 --operator at\\&t --antenna grid --beamwidth 30");
    EXPECT_EQ(first.code, 0) << first.err;
    EXPECT_THAT(first.out, HasSubstr("c/boresight/config.toml"));
    EXPECT_THAT(first.out, HasSubstr("Next: boresight scan"));
    const Finished second = setup("--height 20 --units us --format json");
    EXPECT_EQ(second.code, 0) << second.err;
    const json object = json::parse(second.out);
    EXPECT_EQ(object["radio"], "scene");
    EXPECT_EQ(object["antenna"]["beamwidth_deg"], 30);
    EXPECT_TRUE(object["hotspot"].is_null());
    EXPECT_THAT(written(), HasSubstr("units = \"us\""));
}

TEST_F(SetupCommand, AWrongAnswerWritesNothing) {
    const Finished wrong = setup("--country US --operator verizn");
    EXPECT_EQ(wrong.code, 2);
    EXPECT_THAT(wrong.err, HasSubstr("Verizon"));
    EXPECT_EQ(written(), "");
}

}  // namespace
}  // namespace boresight::cli
