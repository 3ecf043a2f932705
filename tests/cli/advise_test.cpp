// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "catalog/hotspots.h"
#include "catalog/microcells.h"
#include "cli/table.h"
#include "tests/temporary_folder.h"
#include "typed.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

class Advise : public testing::Test {
protected:
    // No settings and no readings but what the test makes.
    Advise() { setenv("XDG_CONFIG_HOME", folder.path().c_str(), 1); }

    Outcome advise(std::vector<std::string> words) {
        words.insert(words.begin(), {"--db", (folder.path() / "none.db").string(), "advise"});
        return type(words);
    }

    json object(std::vector<std::string> words) {
        words.insert(words.end(), {"--format", "json"});
        return json::parse(advise(words).out);
    }

    tests::TemporaryFolder folder;
};

TEST_F(Advise, GivesTheStepsInTheOrderInWhichTheyAreTaken) {
    const Outcome outcome = advise({"--hotspot", "EC25-AF", "--earfcn", "5330", "--pci", "357"});
    EXPECT_EQ(outcome.code, ExitCode::done) << outcome.err;
    const std::string& text = outcome.out;
    const std::size_t query = text.find("AT+QCFG=\"band\"\n");
    const std::size_t undo = text.find("AT+QCFG=\"band\",0,<saved_lte_hex>,0,1");
    const std::size_t lock = text.find("AT+QCFG=\"band\",0,2000,0,1\n");
    const std::size_t verify = text.find("AT+QNWINFO");
    ASSERT_NE(query, std::string::npos) << text;
    ASSERT_NE(undo, std::string::npos) << text;
    ASSERT_NE(lock, std::string::npos) << text;
    EXPECT_LT(query, undo);
    EXPECT_LT(undo, lock);
    EXPECT_LT(lock, verify);
    EXPECT_THAT(text, AllOf(HasSubstr("AT+QNWLOCK=\"common/lte\",2,5330,357"), HasSubstr("No fallback"),
                            HasSubstr("Emergency calls"), HasSubstr("Never unscrew")));
}

TEST_F(Advise, EveryLineButACommandFitsThePage) {
    for (const auto& hotspot : catalog::hotspots()) {
        for (const auto& microcell : catalog::microcells()) {
            std::istringstream lines(
                advise({"--hotspot", hotspot.id, "--microcell", microcell.id, "--band", "12", "--earfcn", "5110"}).out);
            for (std::string line; std::getline(lines, line);)
                EXPECT_TRUE(line.starts_with("        ") || display_width(line) <= page_width) << line;
        }
    }
    std::istringstream lists(advise({"--hotspots", "--microcells"}).out);
    for (std::string line; std::getline(lists, line);) EXPECT_LE(display_width(line), page_width) << line;
}

TEST_F(Advise, TheObjectHasEveryKeyWhateverIsKnown) {
    for (const json& each : {object({}), object({"--hotspot", "GL-X3000", "--band", "12"}),
                             object({"--hotspot", "nokia_fastmile", "--band", "12", "--microcell", "3G MicroCell"})}) {
        for (const char* key : {"ranking", "why_no_ranking", "not_measured", "lock", "why_no_lock", "circular",
                                "setups", "why_no_setups", "safety"})
            EXPECT_TRUE(each.contains(key)) << key;
        EXPECT_TRUE(each["ranking"].empty());
        EXPECT_TRUE(each["setups"].empty());
        EXPECT_EQ(each["lock"].is_null(), !each["why_no_lock"].is_null());
        EXPECT_EQ(each["simulated"], false);
    }
}

TEST_F(Advise, AHotspotWith5gKeepsIt) {
    const json lock = object({"--hotspot", "GL-X3000", "--band", "12"})["lock"];
    EXPECT_EQ(lock["technology"], "any");
    EXPECT_EQ(lock["lock"], json({"AT+QNWPREFCFG=\"lte_band\",12"}));
}

TEST_F(Advise, TheObjectsLockHasQueryUndoLockAndVerify) {
    const json lock = object({"--hotspot", "sierra_rv55", "--family", "sierra_band_75xx", "--band", "66"})["lock"];
    EXPECT_EQ(lock["family"], "sierra_band_75xx");
    EXPECT_EQ(lock["bands"], json({66}));
    EXPECT_EQ(lock["query"].back(), "AT!BAND?");
    EXPECT_EQ(lock["undo"].back(), "AT!RESET");
    EXPECT_EQ(lock["lock"][2], "AT!BAND=11,\"B66\",0,0000000000000000,0000000000000002,0,0,0");
    EXPECT_FALSE(lock["verify"].empty());
    EXPECT_EQ(lock["sure"], "high");
}

TEST_F(Advise, ALockThatCannotBeIsNullWithTheReasonAndExits2) {
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"--hotspot", "nokia_fastmile", "--band", "12"},
             {"--hotspot", "mr1100_att", "--band", "71"},
             {"--hotspot", "GL-X750", "--family", "quectel_qcfg_band", "--band", "71"},
             {"--hotspot", "GL-X750", "--earfcn", "68661"},
             {"--family", "huawei_hilink", "--band", "66"}}) {
        const Outcome outcome = advise(words);
        EXPECT_EQ(outcome.code, ExitCode::bad_input) << words[1];
        EXPECT_THAT(outcome.out, HasSubstr("No lock: ")) << words[1];
        const json each = object(words);
        EXPECT_TRUE(each["lock"].is_null()) << words[1];
        EXPECT_TRUE(each["why_no_lock"].is_string()) << words[1];
    }
}

TEST_F(Advise, ACarrierMayBeNamedByTheNumberOfItsOtherBand) {
    // EARFCN 5110 of band 12 is 5780 of band 17.
    EXPECT_EQ(advise({"--hotspot", "GL-X3000", "--band", "17", "--earfcn", "5110"}).code, ExitCode::done);
}

TEST_F(Advise, WhatTheLockDoesForTheMicrocellIsNotToldTwice) {
    const std::string text =
        advise({"--hotspot", "GL-X3000", "--band", "12", "--microcell", "Cell Booster", "--operator", "AT&T"}).out;
    EXPECT_THAT(text, HasSubstr("The lock above does that already."));
    EXPECT_EQ(text.find("What undoes it"), text.rfind("What undoes it")) << text;
}

TEST_F(Advise, SaysThatAMicrocellIsDeadAndWhatHeldInItsDay) {
    EXPECT_THAT(advise({"--microcell", "3G MicroCell"}).out,
                HasSubstr("is dead: AT&T switched its 3G off on\n2022-02-22"));
    const json then =
        object({"--microcell", "3G MicroCell", "--hotspot", "mr1100_att", "--date", "2017-07-15"})["circular"];
    EXPECT_EQ(then["separation"], "technology_lock");
    EXPECT_EQ(then["lock"]["technology"], "lte_only");
}

TEST_F(Advise, NamesWhatNobodyKnows) {
    const struct {
        std::vector<std::string> words;
        const char* said;
    } refused[]{
        {{"--hotspot", "toaster"}, "--hotspots"},
        {{"--hotspot", "nighthawk m1"}, "netgear_mr1100_eu"},
        {{"--microcell", "toaster"}, "--microcells"},
        {{"--family", "quectel_qcfg_bend"}, "Did you mean --family quectel_qcfg_band?"},
        {{"--family", "EM"}, "one of them"},
        {{"--band", "n71"}, "5G"},
        {{"--pci", "3"}, "--earfcn"},
        {{"--earfcn", "9999999"}, "--earfcn"},
        {{"--earfcn", "18000"}, "no downlink channel"},
        {{"--earfcn", "5110", "--pci", "504"}, "expected a number from 0 to 503"},
        {{"--earfcn", "5110", "--pci", "3.5"}, "isn't whole"},
        {{"--earfcn", "2450", "--band", "12"}, "2450 is a carrier of band 5, not of band 12"},
        {{"--band", "300"}, "expected one of"},
        {{"--date", "tomorrow"}, "--date"},
        {{"--azimuth", "north"}, "--azimuth"},
    };
    for (const auto& each : refused) {
        const Outcome outcome = advise(each.words);
        EXPECT_EQ(outcome.code, ExitCode::bad_input) << each.words[1];
        EXPECT_EQ(outcome.out, "") << each.words[1];
        EXPECT_THAT(outcome.err, HasSubstr(each.said)) << each.words[1];
    }
}

TEST_F(Advise, WithNothingMeasuredTheAnswerIsNo) {
    const Outcome outcome = advise({});
    EXPECT_EQ(outcome.code, ExitCode::answer_is_no);
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("No ranking"), HasSubstr("Next: boresight scan")));
}

}  // namespace
}  // namespace boresight::cli
