// SPDX-License-Identifier: GPL-3.0-or-later
// The engine on the made world, as a window sees it: snapshots out, commands in.
#include "app/engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

#include "scene/register.h"
#include "tests/temporary_folder.h"

namespace boresight::app {
namespace {

using namespace std::chrono_literals;

constexpr auto longest_wait = 100s;
constexpr int tower_pci = 357;
constexpr std::size_t stops_before_closing = 3;
constexpr double most_clipped = 1e-4, gain_step_db = 3;

class Desk {
public:
    explicit Desk(const std::filesystem::path& database, const std::string& radio = "scene",
                  const std::filesystem::path& config_file = {}) {
        scene::register_scene();
        EngineSetting setting;
        setting.radio.arguments = radio;
        setting.radio.database = database;
        setting.config.country = "US";
        setting.config.operator_name = "AT&T";
        setting.config.hotspot = "mr1100_att";
        setting.config_file = config_file;
        engine = std::make_unique<Engine>(std::move(setting), clock);
    }

    std::shared_ptr<const Snapshot> wait_until(const std::function<bool(const Snapshot&)>& holds) const {
        const auto began = std::chrono::steady_clock::now();
        while (!holds(*engine->snapshot())) {
            if (std::chrono::steady_clock::now() - began > longest_wait) {
                ADD_FAILURE() << "waited in vain";
                break;
            }
            std::this_thread::sleep_for(20ms);
        }
        return engine->snapshot();
    }

    std::shared_ptr<const Snapshot> wait_for_end(JobKind kind) const {
        return wait_until([kind](const Snapshot& now) {
            const JobInfo* job = find_job(now, kind);
            return job != nullptr && job->state >= JobState::done;
        });
    }

    SystemClock clock;
    std::unique_ptr<Engine> engine;
};

TEST(Engine, OpensOnTheMadeWorldSaysSoAndListens) {
    const tests::TemporaryFolder folder;
    const Desk desk(folder.path() / "simulated.db");
    const auto snapshot = desk.wait_until([](const Snapshot& now) { return now.listen.waterfall.size() > 3; });
    EXPECT_TRUE(snapshot->source.simulated);
    EXPECT_TRUE(is_running(*snapshot, JobKind::listen));
    desk.engine->send(TuneTo{881e6});
    const auto tuned = desk.wait_until([](const Snapshot& now) {
        return now.listen.spectrum && now.listen.spectrum->start_hz < 881e6 && now.listen.spectrum->start_hz > 879e6;
    });
    EXPECT_EQ(tuned->source.center_frequency_hz, 881e6);
    desk.engine->send(StopJob{JobKind::listen});
    desk.wait_until([](const Snapshot& now) { return !is_running(now, JobKind::listen); });
}

TEST(Engine, FindsTheGainByListeningUntilItIsSetByHand) {
    const tests::TemporaryFolder folder;
    const Desk desk(folder.path() / "simulated.db");
    const auto found = desk.wait_until([](const Snapshot& now) { return now.listen.waterfall.size() > 1; });
    EXPECT_FALSE(found->source.gain_by_hand);
    ASSERT_TRUE(found->source.gain_db);
    EXPECT_LT(found->listen.clipped_share, most_clipped);
    desk.engine->send(SetGain{*found->source.gain_db - 9});
    const auto lowered = desk.wait_until([](const Snapshot& now) { return now.source.gain_by_hand; });
    EXPECT_NEAR(*lowered->source.gain_db, *found->source.gain_db - 9, gain_step_db);
    desk.engine->send(SetGain{});
    desk.wait_until([&](const Snapshot& now) {
        return !now.source.gain_by_hand && std::abs(*now.source.gain_db - *found->source.gain_db) <= gain_step_db;
    });
}

TEST(Engine, RemembersWhatIsChosenAndAdvisesAnewForIt) {
    const tests::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "config" / "config.toml";
    const Desk desk(folder.path() / "simulated.db", "scene", file);
    desk.wait_until([](const Snapshot& now) { return now.listen.waterfall.size() > 1; });
    desk.engine->send(StartAdvise{});
    desk.wait_until([](const Snapshot& now) { return now.advise.known; });
    desk.engine->send(Choose{ChoiceKind::hotspot, "MikroTik SXT LTE6 kit"});
    desk.engine->send(Choose{ChoiceKind::microcell, ""});
    const auto chosen = desk.wait_until([](const Snapshot& now) {
        return now.chosen[static_cast<std::size_t>(ChoiceKind::hotspot)].name == "MikroTik SXT LTE6 kit" &&
               now.advise.lock && now.advise.lock->device == "MikroTik SXT LTE6 kit" && now.advise.microcell.empty();
    });
    EXPECT_FALSE(app::chosen(*chosen, ChoiceKind::hotspot).example);
    EXPECT_TRUE(app::chosen(*chosen, ChoiceKind::microcell).name.empty()) << "the example was taken back";
    EXPECT_EQ(load_config(file).hotspot, "MikroTik SXT LTE6 kit");
    EXPECT_TRUE(load_config(file).operator_name.empty()) << "only what was chosen is remembered";
}

TEST(Engine, SaysWhenAChoiceCantBeRemembered) {
    const tests::TemporaryFolder folder;
    const Desk desk(folder.path() / "simulated.db", "scene", "/dev/null/config.toml");
    desk.wait_until([](const Snapshot& now) { return now.listen.waterfall.size() > 1; });
    desk.engine->send(Choose{ChoiceKind::hotspot, "MikroTik SXT LTE6 kit"});
    const auto told = desk.wait_until([](const Snapshot& now) { return !now.messages.empty(); });
    EXPECT_NE(told->messages.back().text.find("/dev/null"), std::string::npos) << told->messages.back().text;
    EXPECT_EQ(app::chosen(*told, ChoiceKind::hotspot).name, "MikroTik SXT LTE6 kit") << "it holds for this time";
}

TEST(Engine, OutlivesARadioThatIsUnplugged) {
    const tests::TemporaryFolder folder;
    std::ifstream in(std::filesystem::path(BORESIGHT_TREE) / "data/scenes/tree-farm.toml");
    std::string text(std::istreambuf_iterator<char>(in), {});
    const std::size_t at = text.find("[antenna]");
    ASSERT_NE(at, std::string::npos);
    text.insert(at, "[[fault]]\nkind = \"unplug\"\nat_s = 3\n\n");
    const Desk desk(folder.path() / "simulated.db",
                    "driver=scene,radio=dongle,scene=" + folder.file("farm.toml", text).string());
    desk.wait_until([](const Snapshot& now) { return now.listen.waterfall.size() > 1; });
    const auto gone = desk.wait_until([](const Snapshot& now) {
        const JobInfo* job = find_job(now, JobKind::listen);
        return job != nullptr && job->state == JobState::failed && !now.messages.empty();
    });
    EXPECT_EQ(gone->messages.back().weight, Weight::error);
    // Whatever is asked of it now, it says so and lives.
    const std::uint64_t told = gone->messages.back().number;
    desk.engine->send(SetGain{});
    desk.engine->send(TuneTo{881e6});
    desk.engine->send(Listen{});
    desk.wait_until([told](const Snapshot& now) { return now.messages.back().number > told; });
    desk.engine->send(StartScan{});
    desk.wait_for_end(JobKind::scan);
    desk.engine->send(StartAdvise{});
    desk.wait_for_end(JobKind::advise);
}

TEST(Engine, SaysWhatIsWrongWithARadioThatWasNamed) {
    const tests::TemporaryFolder folder;
    const Desk desk(folder.path() / "survey.db", "driver=nosuchdriver");
    const auto snapshot = desk.wait_until([](const Snapshot& now) { return !now.messages.empty(); });
    EXPECT_EQ(snapshot->messages.back().weight, Weight::error);
    EXPECT_FALSE(snapshot->source.simulated);
    desk.engine->send(StartScan{});
    desk.engine->send(Dismiss{snapshot->messages.back().number});
    desk.wait_until([](const Snapshot& now) { return now.messages.empty(); });
}

TEST(Engine, ScansClosesInMidSweepGoesOnAndAdvises) {
    const tests::TemporaryFolder folder;
    const std::filesystem::path database = folder.path() / "simulated.db";
    {
        const Desk desk(database);
        desk.engine->send(StartScan{});
        const auto scanned = desk.wait_for_end(JobKind::scan);
        ASSERT_TRUE(scanned->cells);
        EXPECT_TRUE(std::any_of(scanned->cells->begin(), scanned->cells->end(), [](const CellRow& cell) {
            return cell.pci == tower_pci && cell.band == "12" && cell.earfcn == 5110;
        }));
        EXPECT_FALSE(scanned->scan_notes.empty()) << "the dongle ends at 1766 MHz";
        desk.engine->send(StartAim{});
        desk.wait_until([](const Snapshot& now) { return now.aim.stops.size() >= stops_before_closing; });
    }
    const Desk desk(database);
    desk.wait_until([](const Snapshot& now) { return now.aim.can_resume; });
    desk.engine->send(StartAim{.resume = true});
    const auto going_on = desk.wait_until([](const Snapshot& now) { return now.aim.next.has_value(); });
    EXPECT_GT(going_on->aim.next->nth, stops_before_closing) << "what was measured isn't measured again";
    desk.engine->send(StopJob{JobKind::aim});
    const auto stopped = desk.wait_for_end(JobKind::aim);
    EXPECT_EQ(find_job(*stopped, JobKind::aim)->state, JobState::stopped);
    desk.wait_until([](const Snapshot& now) { return now.aim.can_resume; });
    desk.engine->send(StartAdvise{});
    const auto advised = desk.wait_for_end(JobKind::advise);
    ASSERT_TRUE(advised->advise.known);
    ASSERT_FALSE(advised->advise.ranking.empty());
    ASSERT_TRUE(advised->advise.lock);
    EXPECT_FALSE(advised->advise.lock->lock.empty());
    EXPECT_FALSE(advised->advise.lock->undo.empty());
}

TEST(Engine, SweepsWithADrawnLockAndChecksWhatItHasPromised) {
    const tests::TemporaryFolder folder;
    const Desk desk(folder.path() / "simulated.db");
    desk.engine->send(StartAim{});
    const auto swept = desk.wait_for_end(JobKind::aim);
    ASSERT_EQ(swept->aim.verdict, VerdictWord::point) << swept->aim.sentence;
    EXPECT_FALSE(swept->aim.lock.empty());
    EXPECT_FALSE(swept->aim.undo.empty());
    EXPECT_FALSE(swept->aim.revisit.empty());
    EXPECT_FALSE(swept->aim.mounts.empty());
    const auto ready = desk.wait_until([](const Snapshot& now) { return now.aim.can_check; });
    EXPECT_EQ(ready->aim.check, CheckWord::none);
    desk.engine->send(CheckAim{});
    const auto checked = desk.wait_until([](const Snapshot& now) { return now.aim.check != CheckWord::none; });
    EXPECT_EQ(checked->aim.check, CheckWord::pass) << checked->aim.check_sentence;
    EXPECT_NE(checked->aim.check_sentence.find("dB"), std::string::npos);
}

}  // namespace
}  // namespace boresight::app
