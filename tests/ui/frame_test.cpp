// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "tests/ui/glyphs.h"
#include "tests/ui/headless.h"
#include "tests/ui/zoo.h"

namespace boresight::ui {
namespace {

constexpr Panel panels[]{Panel::listen, Panel::cells, Panel::aim, Panel::advise};
const std::array<ImVec2, 5> sizes{{{1280, 800}, {1920, 1080}, {800, 480}, {160, 120}, {1, 1}}};

bool every_vertex_is_a_number() {
    const ImDrawData& data = *ImGui::GetDrawData();
    for (int i = 0; i < data.CmdListsCount; ++i)
        for (const ImDrawVert& vertex : data.CmdLists[i]->VtxBuffer)
            if (!std::isfinite(vertex.pos.x) || !std::isfinite(vertex.pos.y)) return false;
    return true;
}

TEST(Frame, DrawsEverySnapshotInEveryViewSizeAndTheme) {
    for (const ImVec2 size : sizes)
        for (const Theme theme : {Theme::dark, Theme::light}) {
            Headless window(size);
            window.look().set_theme(theme);
            for (const auto& [name, snapshot] : zoo::all())
                for (const Panel panel : panels) {
                    window.view.panel = panel;
                    for (int frame = 0; frame < 2; ++frame)
                        EXPECT_TRUE(window.frame(snapshot).empty()) << name << ": a command that nobody gave";
                    EXPECT_TRUE(every_vertex_is_a_number()) << name << " at " << size.x << " x " << size.y;
                    EXPECT_GT(ImGui::GetDrawData()->TotalVtxCount, 0) << name;
                }
        }
}

TEST(Frame, BearsAMissingFont) {
    Headless window({1280, 800}, 1, "/nowhere/DejaVuSans.ttf");
    EXPECT_FALSE(window.look().font_found());
    for (const Panel panel : panels) {
        window.view.panel = panel;
        window.settle(zoo::in_mid_sweep());
        EXPECT_GT(ImGui::GetDrawData()->TotalVtxCount, 0);
    }
}

TEST(Frame, GrowsWithTheScreensScale) {
    float small = 0;
    for (const float scale : {1.0F, 2.0F}) {
        Headless window({1920, 1080}, scale);
        window.settle(zoo::ordinary_day());
        const float height = ImGui::GetIO().Fonts->Fonts[0]->FontSize;
        if (scale == 1)
            small = height;
        else
            EXPECT_FLOAT_EQ(height, 2 * small);
    }
}

TEST(Frame, KeysAndClicksChooseTheView) {
    Headless window;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    const std::pair<char, Panel> keys[]{
        {'2', Panel::cells}, {'3', Panel::aim}, {'4', Panel::advise}, {'1', Panel::listen}};
    for (const auto& [key, panel] : keys) {
        window.type(snapshot, key);
        EXPECT_EQ(window.view.panel, panel) << key;
    }
    window.click(snapshot, "Aim");
    EXPECT_EQ(window.view.panel, Panel::aim);
    window.click(snapshot, "Cells");
    EXPECT_EQ(window.view.panel, Panel::cells);
}

TEST(Frame, ChangesTheThemeAndShowsTheKeys) {
    Headless window;
    const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    window.type(snapshot, 't');
    EXPECT_EQ(window.look().theme(), Theme::light);
    window.type(snapshot, 'T');
    EXPECT_EQ(window.look().theme(), Theme::dark);
    window.type(snapshot, '?');
    EXPECT_TRUE(window.view.help);
    window.press(snapshot, ImGuiKey_Escape);
    EXPECT_FALSE(window.view.help);
}

// What a key may change besides giving a command.
std::string state_of(Headless& window) {
    const WindowView& view = window.view;
    const auto& asked = view.cells.asked;
    return std::to_string(static_cast<int>(view.panel)) + (view.help ? "h" : "") + (view.aim.table ? "t" : "") +
           (view.advise.chooser.open ? "c" : "") + view.advise.copied + (asked ? "s" : "") +
           (window.look().theme() == Theme::light ? "l" : "");
}

TEST(Frame, TheHelpHasEveryKeyThatDoesSomething) {
    Headless window({1920, 1080});
    std::set<char> told;
    window.view.help = true;
    window.settle(zoo::ordinary_day(64, 2, 3));
    const DrawnText help;
    for (const DrawnGlyph& glyph : help.glyphs())
        if (glyph.low.x < 150 && glyph.low.y > 60) told.insert(static_cast<char>(glyph.character));
    std::set<char> working;
    const std::array<app::Snapshot, 3> moments{zoo::ordinary_day(64, 2, 3), zoo::before_the_sweep(),
                                               zoo::in_mid_sweep()};
    for (const app::Snapshot& moment : moments) {
        app::Snapshot with_message = moment;
        with_message.listen = zoo::listening(64, 2);
        with_message.messages = {{1, app::Weight::note, "a message"}};
        for (const Panel panel : panels)
            for (char key = 33; key < 127; ++key) {
                if (key >= 'a' && key <= 'z') continue;  // as its capital
                window.view = {};
                window.view.panel = panel;
                window.look().set_theme(Theme::dark);
                window.settle(with_message);
                const std::string before = state_of(window);
                if (!window.type(with_message, key).empty() || state_of(window) != before) working.insert(key);
            }
    }
    EXPECT_GT(working.size(), 25U) << "the test doesn't find the keys";
    for (const char key : working) EXPECT_TRUE(told.contains(key)) << "'" << key << "' does something, and no help";
}

TEST(Frame, AMessageIsDismissedByItsNumber) {
    Headless window;
    app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    snapshot.messages = {{41, app::Weight::note, "an older one"}, {42, app::Weight::error, "The radio is gone."}};
    const auto commands = window.click(snapshot, "Understood");
    ASSERT_EQ(commands.size(), 1U);
    EXPECT_EQ(std::get<app::Dismiss>(commands[0]).message, 42U);
}

// What is drawn in the colour that is kept for it, across the window.
TEST(Frame, AMadeWorldSaysSoAcrossTheWindowInEveryView) {
    const auto strip_width = [](Headless& window) {
        const ImU32 colour = window.look().colours().warning_ground;
        float left = INFINITY, right = -INFINITY;
        const ImDrawData& data = *ImGui::GetDrawData();
        for (int i = 0; i < data.CmdListsCount; ++i)
            for (const ImDrawVert& vertex : data.CmdLists[i]->VtxBuffer)
                if (vertex.col == colour) {
                    left = std::min(left, vertex.pos.x);
                    right = std::max(right, vertex.pos.x);
                }
        return std::max(0.0F, right - left);
    };
    app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
    Headless window;
    for (const Panel panel : panels) {
        window.view.panel = panel;
        snapshot.source.simulated = true;
        window.settle(snapshot);
        EXPECT_GT(strip_width(window), 1200);
        snapshot.source.simulated = false;
        window.settle(snapshot);
        EXPECT_EQ(strip_width(window), 0);
    }
}

}  // namespace
}  // namespace boresight::ui
