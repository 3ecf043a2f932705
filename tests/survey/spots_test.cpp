// SPDX-License-Identifier: GPL-3.0-or-later
// A survey of places to the database and back, compared.
#include "survey/spots.h"

#include <gtest/gtest.h>

#include "survey/stored_sweep.h"
#include "survey/sweep_config.h"
#include "tests/survey/made_turn.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

using namespace made;

constexpr unsigned seed = 3;

class StoredSpots : public testing::Test {
protected:
    // One visit: as a run of `survey` keeps it. `louder_db`: than -67 dBFS.
    void visit(const std::string& survey, const std::string& spot, double louder_db,
               std::optional<double> east_m = {}) {
        SweepOrigin asked = turn_origin();
        asked.place = {.survey = survey, .spot = spot, .height_m = 6, .east_m = east_m, .north_m = east_m};
        asked.setting.position.reset();
        const SystemClock clock;
        SweepRecorder recorder(database, asked, clock, survey_command);
        SweepStopRecord dwell = turned_stop(visits++, StopKind::ring, 0, {.flat = true}, random);
        for (CarrierDwell& carrier : dwell.carriers)
            for (CellLook& look : carrier.looks) {
                *look.reading.rsrp_dbfs += louder_db - 12;
                *look.reading.rsrp_port1_dbfs += louder_db - 12;
            }
        recorder.keep(dwell, cells);
        recorder.finish(store::SweepState::done);
    }
    std::optional<StoredSurvey> read(const std::string& name = "") {
        store::Reader reader(database);
        store::History history(database);
        return stored_survey(reader, history, name);
    }

    tests::TemporaryFolder folder;
    std::filesystem::path database = folder.path() / "survey.db";
    std::mt19937 random{seed};
    int visits = 0;
};

TEST_F(StoredSpots, RunsOfOneNameAreOneSurveyHoweverItIsTyped) {
    visit("Farm house", "roof", 0, 1.5);
    visit("Barn", "gable", 0);
    visit("farm-house", "Roof", 0, 1.5);
    visit("Farm house", "chimney", 0);
    const auto survey = read("FARM HOUSE");
    ASSERT_TRUE(survey);
    EXPECT_EQ(survey->stops.size(), 3U);
    EXPECT_EQ(survey->spots, (std::vector<std::string>{"roof", "chimney"}));
    EXPECT_EQ(survey->visits[1].place.spot, "Roof");
    EXPECT_EQ(survey->visits[0].place.east_m, 1.5);
    EXPECT_EQ(survey->visits[0].place.height_m, 6);
    EXPECT_EQ(survey->origin.carriers.size(), 2U);
    EXPECT_EQ(survey->gain_db, 30);
    EXPECT_EQ(read("")->name, "Farm house");
    EXPECT_FALSE(read("mill"));
}

TEST_F(StoredSpots, ASweepIsNoSurveyAndASurveyNoSweep) {
    keep_turn(database, turn_origin(), {});
    EXPECT_FALSE(read());
    visit("Farm", "roof", 0);
    store::Reader reader(database);
    EXPECT_EQ(last_finished_sweep(reader)->session.value, 1);
}

TEST_F(StoredSpots, TheBetterOneIsFoundWithItsCarrierAndCell) {
    for (const char* spot : {"roof", "gable", "gable", "roof"})
        visit("Farm", spot, std::string(spot) == "gable" ? 8 : 0);
    const auto survey = read();
    const SurveyEstimate estimate = estimate_survey(*survey);
    ASSERT_EQ(estimate.choice.spots.size(), 2U);
    const aim::SpotResult& best = estimate.choice.spots.front();
    EXPECT_EQ(survey->spots[best.spot], "gable");
    EXPECT_EQ(estimate.choice.decision, aim::SpotDecision::clear);
    EXPECT_EQ(estimate.visits, (std::vector<std::size_t>{2, 2}));
    ASSERT_TRUE(best.carrier && best.cell);
    EXPECT_NEAR(estimate.choice.spots[1].behind_db.value, 8, 2);
    EXPECT_TRUE(mapped_cell(estimate));
    EXPECT_NEAR(best.sinr_db.value, noise_dbfs + 13 - noise_dbfs, 3);
}

TEST_F(StoredSpots, PlacesOfAWalkAreMappedButNotCompared) {
    for (int i = 0; i < 6; ++i) visit("Walk", "", i, 2.0 * i);
    const auto survey = read();
    EXPECT_TRUE(survey->spots.empty());
    const SurveyEstimate estimate = estimate_survey(*survey);
    EXPECT_TRUE(estimate.choice.spots.empty());
    EXPECT_EQ(estimate.choice.decision, aim::SpotDecision::nothing);
    EXPECT_TRUE(mapped_cell(estimate));
}

TEST(SurveyConfig, ComesBackAsItWasAsked) {
    SweepOrigin asked = origin();
    asked.place = {.survey = "Farm; or so", .spot = "NW, corner", .height_m = 6.5, .east_m = -3, .north_m = 12.25};
    SweepOrigin read;
    read_sweep_config(sweep_config(asked), read);
    EXPECT_EQ(read.place.survey, "Farm  or so");
    EXPECT_EQ(read.place.spot, "NW  corner");
    EXPECT_EQ(read.place.height_m, 6.5);
    EXPECT_EQ(read.place.east_m, -3);
    EXPECT_EQ(read.place.north_m, 12.25);
}

}  // namespace
}  // namespace boresight::survey
