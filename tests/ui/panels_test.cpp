// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tests/ui/glyphs.h"
#include "tests/ui/headless.h"
#include "tests/ui/zoo.h"

namespace boresight::ui {
namespace {

// The one command given, of the kind that was expected.
template <typename Kind>
Kind only(const std::vector<app::Command>& commands) {
    EXPECT_EQ(commands.size(), 1U);
    if (commands.size() != 1 || !std::holds_alternative<Kind>(commands[0])) {
        ADD_FAILURE() << "another command, or none";
        return {};
    }
    return std::get<Kind>(commands[0]);
}

TEST(ListenPanel, ListensAndPauses) {
    Headless window;
    app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    EXPECT_EQ(only<app::StopJob>(window.click(snapshot, "Pause")).kind, app::JobKind::listen);
    snapshot.jobs.clear();
    only<app::Listen>(window.click(snapshot, "Start listening"));
    only<app::Listen>(window.type(snapshot, 'l'));
}

TEST(ListenPanel, TunesAndSetsTheGain) {
    Headless window;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    EXPECT_DOUBLE_EQ(only<app::TuneTo>(window.click(snapshot, "Higher")).frequency_hz, 743e6);
    EXPECT_DOUBLE_EQ(only<app::TuneTo>(window.type(snapshot, ',')).frequency_hz, 741e6);
    EXPECT_NEAR(only<app::SetGain>(window.type(snapshot, '-')).gain_db.value(), 29.8, 1e-9);
    EXPECT_NEAR(only<app::SetGain>(window.click(snapshot, "More")).gain_db.value(), 35.8, 1e-9);
}

TEST(ListenPanel, TunesToWhatIsTypedAndLettersMeanNothingElseMeanwhile) {
    Headless window;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    const auto field = window.find(snapshot, "##frequency");
    ASSERT_TRUE(field);
    window.click_at(snapshot, *field);
    for (const char digit : std::string("881.5")) EXPECT_TRUE(window.type(snapshot, digit).empty()) << digit;
    EXPECT_EQ(window.view.panel, Panel::listen) << "1 was a digit, not a key";
    EXPECT_DOUBLE_EQ(only<app::TuneTo>(window.press(snapshot, ImGuiKey_Enter)).frequency_hz, 881.5e6);
}

TEST(ListenPanel, TheWaterfallTakesEachRowOnceAndBeginsAnewAfterTuning) {
    Headless window;
    app::Snapshot snapshot = zoo::ordinary_day(256, 20, 1);
    window.settle(snapshot);
    Waterfall& waterfall = window.view.listen.waterfall;
    EXPECT_EQ(waterfall.rows(), 20);
    EXPECT_EQ(waterfall.take_changed()->count, 20);
    window.settle(snapshot);
    EXPECT_FALSE(waterfall.take_changed()) << "nothing new came";
    app::WaterfallRow row = *snapshot.listen.waterfall.back();
    row.number += 1;
    snapshot.listen.waterfall.push_back(std::make_shared<const app::WaterfallRow>(row));
    window.settle(snapshot);
    EXPECT_EQ(waterfall.rows(), 21);
    const auto changed = waterfall.take_changed();
    EXPECT_EQ(changed->first, 20);
    EXPECT_EQ(changed->count, 1);
    row.number += 1;
    row.start_hz += 1e6;
    snapshot.listen.waterfall.push_back(std::make_shared<const app::WaterfallRow>(row));
    window.settle(snapshot);
    EXPECT_EQ(waterfall.rows(), 1);
}

TEST(CellsPanel, ScansAndStops) {
    Headless window;
    window.view.panel = Panel::cells;
    app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    only<app::StartScan>(window.click(snapshot, "Scan"));
    only<app::StartScan>(window.type(snapshot, 's'));
    snapshot.jobs = {{app::JobKind::scan, app::JobState::running, 0.3, 40.0, "band 12"}};
    EXPECT_EQ(only<app::StopJob>(window.click(snapshot, "Stop the scan")).kind, app::JobKind::scan);
}

TEST(CellsPanel, SortsByTheHeadingThatIsClicked) {
    Headless window;
    window.view.panel = Panel::cells;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 40);
    window.settle(snapshot);
    const auto in_order = [&](auto value) {
        const auto& order = window.view.cells.order;
        EXPECT_EQ(order.size(), 40U);
        for (std::size_t i = 1; i < order.size(); ++i)
            if (value((*snapshot.cells)[order[i - 1]]) > value((*snapshot.cells)[order[i]])) return false;
        return true;
    };
    EXPECT_TRUE(in_order([](const app::CellRow& row) { return -row.quality_db.value; })) << "the best first";
    window.click(snapshot, "cell (PCI)");
    EXPECT_TRUE(in_order([](const app::CellRow& row) { return row.pci; }));
    window.click(snapshot, "cell (PCI)");
    EXPECT_TRUE(in_order([](const app::CellRow& row) { return -row.pci; }));
    window.click(snapshot, "band (EARFCN)");
    EXPECT_TRUE(in_order([](const app::CellRow& row) { return std::stoi(row.band); }));
}

TEST(CellsPanel, WhatIsUnknownGoesLastEitherWay) {
    Headless window;
    window.view.panel = Panel::cells;
    app::Snapshot snapshot = zoo::ordinary_day(64, 2, 5);
    auto rows = std::make_shared<std::vector<app::CellRow>>(*snapshot.cells);
    (*rows)[2].quality_db.value = NAN;
    snapshot.cells = rows;
    window.settle(snapshot);
    EXPECT_EQ(window.view.cells.order.back(), 2U);
    window.click(snapshot, "quality (SINR)");
    EXPECT_EQ(window.view.cells.order.back(), 2U);
}

TEST(ListenPanel, FindsTheGainByItselfWhenAsked) {
    Headless window;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    EXPECT_FALSE(only<app::SetGain>(window.type(snapshot, 'g')).gain_db);
    EXPECT_FALSE(only<app::SetGain>(window.click(snapshot, "Find gain")).gain_db);
}

TEST(ListenPanel, TheWaterfallKnowsHowLongAgoEachRowWas) {
    Headless window;
    app::Snapshot snapshot = zoo::ordinary_day(256, 20, 1);
    for (std::size_t i = 0; i < snapshot.listen.waterfall.size(); ++i) {
        app::WaterfallRow row = *snapshot.listen.waterfall[i];
        row.time_s = 100 + 0.5 * static_cast<double>(i);
        snapshot.listen.waterfall[i] = std::make_shared<const app::WaterfallRow>(row);
    }
    window.settle(snapshot);
    const Waterfall& waterfall = window.view.listen.waterfall;
    const float height = Waterfall::lines;  // a pixel a row
    EXPECT_EQ(waterfall.age_s(0, height), 0);
    EXPECT_EQ(waterfall.age_s(7, height), 3.5);
    EXPECT_EQ(waterfall.age_s(19, height), 9.5);
    EXPECT_FALSE(waterfall.age_s(20, height)) << "no row is there";
}

TEST(CellsPanel, SortsByEveryColumnWithTheKeyboardAlone) {
    for (const auto& [size, wanted] :
         {std::pair(ImVec2{800, 480}, 6U), std::pair(ImVec2{1280, 800}, 9U), std::pair(ImVec2{1920, 1080}, 10U)}) {
        Headless window(size);
        window.view.panel = Panel::cells;
        const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 40);
        window.settle(snapshot);
        const std::size_t columns = window.view.cells.columns;
        EXPECT_EQ(columns, wanted);
        std::set<CellColumn> sorted_by;
        for (std::size_t i = 0; i < columns; ++i) {
            window.type(snapshot, 'b');
            window.settle(snapshot);
            sorted_by.insert(window.view.cells.sorted_by);
            const bool ascending = window.view.cells.ascending;
            const std::vector<std::size_t> order = window.view.cells.order;
            window.type(snapshot, 'i');
            window.settle(snapshot);
            EXPECT_NE(window.view.cells.ascending, ascending);
        }
        EXPECT_EQ(sorted_by.size(), columns);
    }
}

TEST(AimPanel, BeginsASweepOrGoesOnWithOne) {
    Headless window;
    window.view.panel = Panel::aim;
    const app::Snapshot snapshot = zoo::before_the_sweep();
    EXPECT_FALSE(only<app::StartAim>(window.click(snapshot, "Start the sweep")).resume);
    EXPECT_TRUE(only<app::StartAim>(window.type(snapshot, 'r')).resume);
}

TEST(AimPanel, ConfirmsSkipsAndStops) {
    Headless window;
    window.view.panel = Panel::aim;
    const app::Snapshot snapshot = zoo::in_mid_sweep();
    only<app::AntennaIsThere>(window.press(snapshot, ImGuiKey_Enter));
    only<app::AntennaIsThere>(window.click(snapshot, "I am there"));
    only<app::SkipStop>(window.click(snapshot, "Skip this stop"));
    EXPECT_EQ(only<app::StopJob>(window.type(snapshot, 'x')).kind, app::JobKind::aim);
}

TEST(AimPanel, NothingIsConfirmedWhileItMeasures) {
    Headless window;
    window.view.panel = Panel::aim;
    app::Snapshot snapshot = zoo::in_mid_sweep();
    snapshot.aim.phase = app::AimPhase::holding;
    EXPECT_TRUE(window.press(snapshot, ImGuiKey_Enter).empty());
    EXPECT_TRUE(window.type(snapshot, 'k').empty());
}

TEST(AimPanel, ItsButtonsAreInReachOnASmallScreen) {
    for (const ImVec2 size : {ImVec2{800, 480}, ImVec2{1920, 1080}}) {
        Headless window(size);
        window.view.panel = Panel::aim;
        EXPECT_TRUE(window.find(zoo::in_mid_sweep(), "I am there"));
        EXPECT_TRUE(window.find(zoo::in_mid_sweep(), "Stop the sweep"));
        EXPECT_TRUE(window.find(zoo::before_the_sweep(), "Start the sweep"));
    }
}

TEST(AimPanel, ShowsCellsAndCarriersBesideTheVerdictAtEverySize) {
    for (const ImVec2 size : {ImVec2{800, 4000}, ImVec2{1280, 800}, ImVec2{1920, 1080}}) {
        Headless window(size);
        window.view.panel = Panel::aim;
        window.settle(zoo::ordinary_day(64, 2, 3));
        const DrawnText text;
        for (const char* words : {"band 12 (EARFCN 5110), PCI 357", "238 (235 to 241)", "6.2 dB (4.9 to 7.6)", "12.7 %",
                                  "heard at too few stops", "28 Mbit/s", "97 %", "Mount it vertical"})
            EXPECT_TRUE(text.says(words)) << words << " at " << size.x;
    }
}

TEST(AimPanel, ShowsVerdictLockUndoAndTroublesWithoutScrolling) {
    Headless window({1280, 800});
    window.view.panel = Panel::aim;
    window.settle(zoo::ordinary_day(64, 2, 3));
    const DrawnText text;
    for (const char* words : {"Point to your mark", "Lock:", "Undo: AT!BAND=00", "mast or cable moved",
                              "Leave it level", "+45 -1.0 dB (-1.6 to -0.4)", "horizontal not yet",
                              "Back at your mark 120: 0.4 dB", "out of the mount's reach"})
        EXPECT_TRUE(text.says(words)) << words;
}

TEST(AimPanel, ChecksWhatTheSweepHasPromisedAndSaysTheOutcomeInAWord) {
    Headless window;
    window.view.panel = Panel::aim;
    app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    snapshot.jobs.clear();
    only<app::CheckAim>(window.click(snapshot, "Check it"));
    only<app::CheckAim>(window.type(snapshot, 'e'));
    snapshot.aim.check = app::CheckWord::fail;
    snapshot.aim.check_sentence = "FAIL. Signal quality (SINR) 3.1 dB.";
    window.settle(snapshot);
    EXPECT_TRUE(DrawnText().says("SINR) 3.1 dB"));
    snapshot.aim.can_check = false;
    EXPECT_TRUE(window.type(snapshot, 'e').empty());
}

TEST(AimPanel, SaysHowToTilt) {
    Headless window;
    window.view.panel = Panel::aim;
    app::Snapshot snapshot = zoo::in_mid_sweep();
    snapshot.aim.next->use = app::StopUse::elevation;
    snapshot.aim.next->elevation_deg = -10;
    window.settle(snapshot);
    EXPECT_TRUE(DrawnText().says("tilted 10"));
}

TEST(AimPanel, LeadsFromTheVerdictToTheAdvice) {
    Headless window;
    window.view.panel = Panel::aim;
    app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    snapshot.jobs.clear();
    only<app::StartAdvise>(window.type(snapshot, 'v'));
    EXPECT_EQ(window.view.panel, Panel::advise);
}

TEST(AdvisePanel, ChoosesWithTheKeyboardAlone) {
    Headless window;
    window.view.panel = Panel::advise;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    window.type(snapshot, 'h');
    ASSERT_EQ(window.view.advise.chooser.open, app::ChoiceKind::hotspot);
    window.settle(snapshot);
    for (const char letter : std::string("m1 nighthawk")) EXPECT_TRUE(window.type(snapshot, letter).empty());
    const auto chosen = only<app::Choose>(window.press(snapshot, ImGuiKey_Enter));
    EXPECT_EQ(chosen.kind, app::ChoiceKind::hotspot);
    EXPECT_EQ(chosen.name, "Netgear Nighthawk M1, AT&T / North America");
    EXPECT_FALSE(window.view.advise.chooser.open);
}

TEST(AdvisePanel, MovesInTheListWithArrowsAndLeavesItWithEscape) {
    Headless window;
    window.view.panel = Panel::advise;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    window.type(snapshot, 'o');
    window.settle(snapshot);
    window.press(snapshot, ImGuiKey_DownArrow);
    window.press(snapshot, ImGuiKey_DownArrow);
    window.press(snapshot, ImGuiKey_UpArrow);
    window.press(snapshot, ImGuiKey_DownArrow);
    const auto chosen = only<app::Choose>(window.press(snapshot, ImGuiKey_Enter));
    EXPECT_EQ(chosen.kind, app::ChoiceKind::operated_by);
    EXPECT_EQ(chosen.name, "Operator 1") << "the second below none";
    window.type(snapshot, 'm');
    window.settle(snapshot);
    EXPECT_TRUE(window.press(snapshot, ImGuiKey_Escape).empty());
    EXPECT_FALSE(window.view.advise.chooser.open);
}

TEST(AdvisePanel, ChoosesWithTheMouseAndTakesAChoiceBack) {
    Headless window;
    window.view.panel = Panel::advise;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    window.click(snapshot, "Microcell");
    ASSERT_EQ(window.view.advise.chooser.open, app::ChoiceKind::microcell);
    EXPECT_EQ(only<app::Choose>(window.click(snapshot, "choice2")).name, "Microcell 1");
    window.click(snapshot, "Country");
    const auto none = only<app::Choose>(window.click(snapshot, "choice0"));
    EXPECT_EQ(none.kind, app::ChoiceKind::country);
    EXPECT_TRUE(none.name.empty());
}

TEST(AdvisePanel, AFilterForgetsCaseAndPunctuationAndTakesWordsInAnyOrder) {
    const app::Choice choice{"Netgear Nighthawk M1, AT&T / North America", "hotspot MR1100-1TLAUS"};
    EXPECT_TRUE(passes(choice, ""));
    EXPECT_TRUE(passes(choice, "NIGHTHAWK"));
    EXPECT_TRUE(passes(choice, "at&t m1"));
    EXPECT_TRUE(passes(choice, "mr1100 1tl"));
    EXPECT_FALSE(passes(choice, "nighthawk m2"));
}

TEST(AdvisePanel, ScrollsToTheWarningsWithTheKeyboardAlone) {
    Headless window({800, 480});
    window.view.panel = Panel::advise;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    window.settle(snapshot);
    EXPECT_FALSE(DrawnText().says("Emergency calls"));
    window.press(snapshot, ImGuiKey_PageDown);
    window.settle(snapshot);
    EXPECT_TRUE(DrawnText().says("Emergency calls"));
    window.press(snapshot, ImGuiKey_PageUp);
    window.settle(snapshot);
    EXPECT_FALSE(DrawnText().says("Emergency calls"));
}

TEST(AdvisePanel, WithoutAHotspotItSaysWhatToDo) {
    Headless window;
    window.view.panel = Panel::advise;
    app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    snapshot.advise.lock.reset();
    snapshot.chosen[static_cast<std::size_t>(app::ChoiceKind::hotspot)].name.clear();
    window.settle(snapshot);
    EXPECT_TRUE(DrawnText().says("Choose your hotspot"));
    window.settle(zoo::before_the_sweep());
    EXPECT_TRUE(DrawnText().says("press V"));
}

TEST(AdvisePanel, AsksForAdvice) {
    Headless window;
    window.view.panel = Panel::advise;
    only<app::StartAdvise>(window.click(zoo::before_the_sweep(), "What to lock"));
    only<app::StartAdvise>(window.type(zoo::before_the_sweep(), 'v'));
}

TEST(AdvisePanel, CopiesTheCommandsAsTheyAre) {
    Headless window;
    window.view.panel = Panel::advise;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    window.click(snapshot, "Copy lock");
    EXPECT_STREQ(ImGui::GetClipboardText(), snapshot.advise.lock->lock[0].c_str());
    EXPECT_EQ(window.view.advise.copied, "lock");
    window.type(snapshot, 'q');
    EXPECT_EQ(std::string(ImGui::GetClipboardText()),
              snapshot.advise.lock->query[0] + "\n" + snapshot.advise.lock->query[1]);
    window.type(snapshot, 'u');
    EXPECT_STREQ(ImGui::GetClipboardText(), "AT!BAND=00");
}

}  // namespace
}  // namespace boresight::ui
