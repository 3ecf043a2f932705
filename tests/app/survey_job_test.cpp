// SPDX-License-Identifier: GPL-3.0-or-later
// A walk through the made world with positions of its own: what is kept, also of the dwell that Ctrl-C ends.
#include "app/survey_job.h"

#include <gtest/gtest.h>

#include "radio/open_radio.h"
#include "scene/register.h"
#include "store/reader.h"
#include "survey/carrier_names.h"
#include "tests/temporary_folder.h"

namespace boresight::app {
namespace {

constexpr double gain_db = 40, frequency_hz = 739e6;  // of the tree farm's EARFCN 5110
constexpr double enough_share = 0.6, too_little_share = 0.1;
constexpr double step_deg = 1e-4;

class Walker final : public pose::PositionSource {
public:
    std::optional<pose::Fix> latest() override {
        if (lost) return std::nullopt;
        at_deg_ += step_deg;
        return pose::Fix{.position = {.latitude_deg = at_deg_, .longitude_deg = -98},
                         .sigma_m = 3,
                         .wall_ns = SystemClock().wall_ns()};
    }
    bool lost = false;

private:
    double at_deg_ = 31;
};

class SurveyWalk : public testing::Test {
protected:
    static void SetUpTestSuite() { scene::register_scene(); }

    // Stopped in that dwell, when so much of it is done; without positions from then on, if `then_lost`.
    SurveyOutcome walk(std::size_t in_dwell, double share, bool then_lost = false) {
        SystemClock machine;
        const auto radio = radio::open_radio("driver=scene,radio=dongle", machine);
        radio->set_gain_db(gain_db);
        SurveyRequest request;
        request.database = database;
        request.place.survey = "Farm";
        survey::SweepCarrier carrier;
        carrier.frequency_hz = frequency_hz;
        carrier.names = survey::carrier_names(frequency_hz, dsp::lte::Duplex::fdd);
        carrier.n_rb_dl = 50;
        request.carriers = {carrier};
        StopSource stop;
        Walker walker;
        std::size_t done = 0;
        const WalkEvents events{.dwelt = [&](std::size_t dwells, const pose::Fix&) { done = dwells; },
                                .waits = {},
                                .progress =
                                    [&](double so_far) {
                                        if (done + 1 != in_dwell || so_far < share) return true;
                                        walker.lost = then_lost;
                                        stop.request_stop();
                                        return true;
                                    }};
        return measure_walk(*radio, request, walker, events, stop.token());
    }
    std::size_t kept() const {
        store::Reader reader(database);
        return static_cast<std::size_t>(reader.counts().dwells);
    }

    tests::TemporaryFolder folder;
    std::filesystem::path database = folder.path() / "survey.db";
};

TEST_F(SurveyWalk, TheDwellThatCtrlCEndsIsKeptWhereItHasHeardEnough) {
    const SurveyOutcome outcome = walk(2, enough_share);
    EXPECT_EQ(outcome.end, SurveyEnd::stopped);
    EXPECT_EQ(outcome.dwells, 2U);
    EXPECT_EQ(kept(), 2U);
}

TEST_F(SurveyWalk, ADwellThatHasHardlyBegunIsNot) {
    EXPECT_EQ(walk(2, too_little_share).dwells, 1U);
    EXPECT_EQ(kept(), 1U);
}

TEST_F(SurveyWalk, ADwellWhosePlaceNobodyKnowsIsNot) {
    EXPECT_EQ(walk(2, enough_share, true).dwells, 1U);
}

}  // namespace
}  // namespace boresight::app
