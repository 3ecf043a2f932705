// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "catalog/data_text.h"
#include "program.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class Record : public testing::Test {
protected:
    Finished record(const std::string& words) {
        return run_script(folder_, "cd \"$HOME\"; exec \"$B\" record " + words);
    }
    json meta() const { return json::parse(content(folder_.path() / "farm.sigmf-meta")); }

    TemporaryFolder folder_;
};

TEST_F(Record, FromTheMadeWorldSaysSoAndTurnsItsAntenna) {
    const Finished done = record(
        "farm --frequency 739M --seconds 0.2 --radio scene --azimuth 238 --polarization horizontal --format json");
    ASSERT_EQ(done.code, 0) << done.err;
    const json object = json::parse(done.out);
    EXPECT_EQ(object["simulated"], true);
    EXPECT_EQ(object["samples"], 384000);
    EXPECT_EQ(object["pose"]["azimuth_deg"], 238);
    EXPECT_GT(object["source"]["gain_db"], 0);
    EXPECT_THAT(meta()["global"]["core:description"].get<std::string>(), HasSubstr("SIMULATED"));
}

TEST_F(Record, WhatWasRecordedCanBeScanned) {
    ASSERT_EQ(record("farm --frequency 739M --seconds 0.3 --radio scene --azimuth 238").code, 0);
    const Finished scanned = run_script(folder_, "cd \"$HOME\"; exec \"$B\" scan --file farm.sigmf-meta --format json");
    EXPECT_EQ(scanned.code, 0) << scanned.err;
    EXPECT_EQ(json::parse(scanned.out)["cells"][0]["pci"], 357);
}

TEST_F(Record, WrongWordsAreNamed) {
    EXPECT_EQ(record("farm --radio scene").code, 2);
    EXPECT_THAT(record("farm --radio scene --frequency 2100M").err, HasSubstr("1766 MHz"));
    EXPECT_THAT(record("farm --radio scene --frequency 739M --rate 20M").err, HasSubstr("MS/s"));
    EXPECT_THAT(record("farm --radio scene --frequency 739M --at 45,-122").err, HasSubstr("made world"));
    EXPECT_THAT(record("farm --radio scene --frequency 739M --bias-tee on").err, HasSubstr("bias tee"));
    EXPECT_THAT(record("farm --radio scene --frequency 739M --gain 90").err, HasSubstr("49.6"));
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "farm.sigmf-data"));
}

TEST_F(Record, ARadioThatIsTakenAwayEndsItWithEverythingKept) {
    folder_.file("gone.toml", std::string(catalog::data_text("scenes/tree-farm.toml")) +
                                  "\n[[fault]]\nkind = \"unplug\"\nat_s = 0.5\n");
    const Finished done = record("farm --frequency 739M --radio scene,scene=gone.toml");
    EXPECT_EQ(done.code, 4);
    EXPECT_THAT(done.err, HasSubstr("are kept"));
    EXPECT_THAT(done.out, HasSubstr("Recorded"));
}

TEST_F(Record, CtrlCKeepsWhatWasRecorded) {
    const Finished done = run_script(
        folder_,
        "cd \"$HOME\"; timeout --foreground -s INT 1 \"$B\" record farm --frequency 739M --seconds 3600 --radio scene; "
        "exit $?");
    EXPECT_THAT(done.out, HasSubstr("Recorded"));
    EXPECT_GT(std::filesystem::file_size(folder_.path() / "farm.sigmf-data"), 0U);
    EXPECT_TRUE(meta()["global"].contains("core:sha512"));
}

}  // namespace
}  // namespace boresight::cli
