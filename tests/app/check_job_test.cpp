// SPDX-License-Identifier: GPL-3.0-or-later
// `aim --check` on the made world: passes where the sweep points, fails elsewhere, and is kept.
#include "app/check_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aim/angle.h"
#include "app/aim_job.h"
#include "platform/error.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "tests/app/made_towers.h"
#include "tests/temporary_folder.h"
#include "tests/tree_farm_cell.h"

namespace boresight::app {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr double gain_db = 40;
constexpr double away_deg = 70;
constexpr double flank_beside_deg = 20, flank_error_deg = 8;

class CheckJob : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = new tests::TemporaryFolder;
        scene::register_scene();
        const auto radio = open();
        radio->set_gain_db(gain_db);
        AimRequest request;
        request.cells = {tests::tree_farm_cell()};
        request.setting.plan.beamwidth_deg = 55;
        request.setting.plan.dwell_s = 4;
        request.setting.scale.kind = aim::ScaleKind::true_north;
        request.setting.compare_polarizations = false;
        request.database = database();
        auto rotator = holder(*radio);
        aim_job(*radio, rotator, request, {}, {});
    }
    static void TearDownTestSuite() { delete folder; }

    static std::filesystem::path database() { return folder->path() / "simulated.db"; }
    static std::unique_ptr<radio::Radio> open() {
        static const SystemClock machine;
        return radio::open_radio("driver=scene,radio=dongle", const_cast<SystemClock&>(machine));
    }
    static pose::SettingHolder holder(radio::Radio& radio) {
        return pose::SettingHolder(
            [&radio](const std::string& key, const std::string& value) { radio.change_setting(key, value); });
    }

    // With the antenna that far beside where the sweep points.
    CheckReport check(double beside_deg, bool flanks = false) {
        const auto radio = open();
        auto rotator = holder(*radio);
        const auto begins = [&](const CheckReport& report, const CheckStop& next) {
            return rotator
                .turn(
                    {.azimuth = {aim::azimuth_of(next.azimuth_deg + beside_deg)}, .polarization = report.target.mount},
                    {})
                .end;
        };
        return check_job(*radio, {.database = database(), .seconds = 4, .who = {}, .flanks = flanks}, begins, {}, {});
    }

    static tests::TemporaryFolder* folder;
};

tests::TemporaryFolder* CheckJob::folder = nullptr;

TEST_F(CheckJob, PassesWhereTheSweepPointsAndIsKept) {
    const CheckReport report = check(0);
    EXPECT_EQ(report.result.outcome, survey::CheckOutcome::pass) << check_sentence(report);
    EXPECT_EQ(report.target.cell.pci, 357);
    ASSERT_TRUE(report.result.sinr_db);
    EXPECT_GE(report.result.sinr_db->value, report.result.least_sinr_db);
    EXPECT_THAT(check_sentence(report), StartsWith("PASS. Signal quality (SINR) "));
    EXPECT_GT(report.kept_readings, 0);
    store::Reader reader(database());
    std::string command, purpose;
    reader.readings({.session = reader.last_session()}, [&](const store::FullReading& full) {
        command = full.session.command;
        purpose = full.sweep.purpose;
        return false;
    });
    EXPECT_EQ(command, "check");
    EXPECT_EQ(purpose, "check");
    EXPECT_EQ(reader.counts().events, 1);
}

TEST_F(CheckJob, FailsWithTheAntennaTurnedAway) {
    for (const double beside_deg : {-away_deg, away_deg, 180.0}) {
        const CheckReport report = check(beside_deg);
        EXPECT_NE(report.result.outcome, survey::CheckOutcome::pass) << beside_deg << ": " << check_sentence(report);
        EXPECT_NE(report.result.outcome, survey::CheckOutcome::full_scale) << beside_deg;
        EXPECT_THAT(check_sentence(report), StartsWith("FAIL. ")) << beside_deg;
        EXPECT_THAT(check_next(report), HasSubstr("true, mounted vertical")) << beside_deg;
    }
}

TEST_F(CheckJob, AFlankOnEitherSideTellsHowFarBesideItsMarkTheAntennaIs) {
    const CheckReport well = check(0, true);
    EXPECT_NE(well.result.outcome, survey::CheckOutcome::beside) << check_sentence(well);
    EXPECT_TRUE(well.result.beside_deg);
    for (const double beside_deg : {-flank_beside_deg, flank_beside_deg}) {
        const CheckReport report = check(beside_deg, true);
        EXPECT_EQ(report.result.outcome, survey::CheckOutcome::beside) << check_sentence(report);
        ASSERT_TRUE(report.result.beside_deg);
        EXPECT_NEAR(report.result.beside_deg->value, beside_deg, flank_error_deg);
        EXPECT_THAT(check_sentence(report), HasSubstr(beside_deg < 0 ? "left of its mark" : "right of its mark"));
        EXPECT_THAT(check_next(report), HasSubstr(beside_deg < 0 ? "to the right" : "to the left"));
    }
}

TEST_F(CheckJob, AFlankThatCannotBeTurnedToIsLeftOut) {
    const auto radio = open();
    auto rotator = holder(*radio);
    const auto begins = [&](const CheckReport& report, const CheckStop& next) {
        if (next.nth == 1) return pose::Turned::skipped;
        return rotator.turn({.azimuth = {next.azimuth_deg}, .polarization = report.target.mount}, {}).end;
    };
    const CheckReport report =
        check_job(*radio, {.database = database(), .seconds = 4, .who = {}, .flanks = true}, begins, {}, {});
    EXPECT_TRUE(report.result.sinr_db) << check_sentence(report);
    EXPECT_FALSE(report.result.beside_deg);
}

TEST_F(CheckJob, AnEarlierCheckIsNoSweep) {
    const store::SessionId sweep = check(0).sweep;
    EXPECT_EQ(check(0).sweep, sweep);
    EXPECT_FALSE(survey::unfinished_sweep(database()));
}

TEST_F(CheckJob, WithoutASweepSaysWhatIsMissing) {
    const auto radio = open();
    EXPECT_THROW(check_job(*radio, {.database = folder->path() / "none.db", .seconds = 4, .who = {}},
                           [](const CheckReport&, const CheckStop&) { return pose::Turned::there; }, {}, {}),
                 Error);
}

// A finished sweep of one tower, and a dwell at its peak whose signal is so much stronger or weaker than it.
survey::CheckResult judged(double change_db, double hours_later = 0) {
    tests::MadeSweep sweep{.towers = {{5110, 357, 238, 12}}};
    tests::make_sweep(sweep);
    const survey::StoredSweep stored{.session = {1},
                                     .origin = sweep.origin,
                                     .start_ns = 0,
                                     .stops = sweep.stops,
                                     .cells = sweep.cells,
                                     .gain_db = 30};
    const auto target = survey::check_target(stored, survey::estimate_again(stored));
    if (!target) throw std::runtime_error("the made sweep has no direction");
    tests::MadeSweep later{.towers = {{5110, 357, target->azimuth_deg, 12 + change_db}},
                           .first_deg = target->azimuth_deg,
                           .start_ns = target->end_ns + static_cast<std::int64_t>(3600e9 * hours_later),
                           .most_stops = 1};
    tests::make_sweep(later);
    return survey::judge_check(*target, later.stops, later.cells);
}

TEST(CheckJudgement, SeesALossThatTheUncertaintiesDoNotCover) {
    EXPECT_EQ(judged(0).outcome, survey::CheckOutcome::pass);
    EXPECT_EQ(judged(3).outcome, survey::CheckOutcome::pass);
    EXPECT_EQ(judged(-1).outcome, survey::CheckOutcome::pass);
    EXPECT_EQ(judged(-6).outcome, survey::CheckOutcome::too_weak);
    EXPECT_EQ(judged(-30).outcome, survey::CheckOutcome::not_heard);
}

TEST(CheckJudgement, TheLevelSaysLessTheLongerAgoTheSweepWas) {
    EXPECT_LT(judged(0, 1).least_level_change_db, judged(0).least_level_change_db);
    EXPECT_EQ(judged(0, 1).least_sinr_db, judged(0).least_sinr_db);
}

TEST(CheckJudgement, ADwellAtFullScaleTellsNothing) {
    survey::SweepStopRecord dwell;
    dwell.carriers.emplace_back();
    dwell.carriers.back().clipped_share = 1;
    EXPECT_EQ(survey::judge_check({}, std::vector{dwell}, {}).outcome, survey::CheckOutcome::full_scale);
}

}  // namespace
}  // namespace boresight::app
