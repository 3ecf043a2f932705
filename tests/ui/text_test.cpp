// SPDX-License-Identifier: GPL-3.0-or-later
// That the window's text can be read: nothing cut off, nothing over something else, over the zoo, in every view, at the
// sizes that the window is judged by.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/ui/glyphs.h"
#include "tests/ui/headless.h"
#include "tests/ui/zoo.h"
#include "ui/window/pictures.h"

namespace boresight::ui {
namespace {

constexpr Panel panels[]{Panel::listen, Panel::cells, Panel::aim, Panel::advise};
constexpr const char* panel_names[]{"listen", "cells", "aim", "advise"};
// Names of 600 letters, and numbers that stand for nothing, must not break it; that they are cut is what one wants.
const std::set<std::string> hard_to_name{"long_names"};
constexpr std::size_t most_told = 3;

std::string first_of(const std::vector<std::string>& all) {
    std::string words;
    for (std::size_t i = 0; i < all.size() && i < most_told; ++i) words += "\n  " + all[i];
    return words;
}

void expect_readable(const std::string& where, bool may_shorten) {
    const DrawnText text;
    EXPECT_GT(text.glyphs().size(), 20U) << where << ": the test sees no text";
    EXPECT_TRUE(text.cut().empty()) << where << ", cut off:" << first_of(text.cut());
    EXPECT_TRUE(text.overlapping().empty()) << where << ", over each other:" << first_of(text.overlapping());
    if (!may_shorten) {
        EXPECT_EQ(text.shortened(), 0U) << where << ": a text has no room";
    }
}

TEST(Text, CanBeReadInEveryViewOfTheZooAtEverySize) {
    for (const PictureSize size : picture_sizes) {
        Headless window({static_cast<float>(size.width), static_cast<float>(size.height)});
        for (const auto& [name, snapshot] : zoo::all())
            for (std::size_t i = 0; i < std::size(panels); ++i) {
                window.view = {};
                window.view.panel = panels[i];
                window.settle(snapshot);
                expect_readable(name + ", " + panel_names[i] + " at " + std::to_string(size.width),
                                hard_to_name.contains(name));
            }
    }
}

TEST(Text, OfTheHelpAndOfEveryListToChooseFromCanBeRead) {
    for (const PictureSize size : picture_sizes) {
        Headless window({static_cast<float>(size.width), static_cast<float>(size.height)});
        const app::Snapshot snapshot = zoo::ordinary_day(64, 2, 3);
        window.view.help = true;
        window.settle(snapshot);
        expect_readable("help at " + std::to_string(size.width), false);
        window.view.help = false;
        window.view.panel = Panel::advise;
        for (std::size_t kind = 0; kind < app::choice_kinds; ++kind) {
            open_chooser(static_cast<app::ChoiceKind>(kind), window.view.advise.chooser);
            window.settle(snapshot);
            expect_readable("list " + std::to_string(kind) + " at " + std::to_string(size.width), false);
        }
    }
}

TEST(Text, OfAMessageAndOfARunningJobCanBeRead) {
    for (const PictureSize size : picture_sizes) {
        Headless window({static_cast<float>(size.width), static_cast<float>(size.height)});
        app::Snapshot snapshot = zoo::in_mid_sweep();
        snapshot.messages = {{1, app::Weight::note,
                              "No radio was found, so this is a made world. \"boresight devices\" says what to do."}};
        for (const Panel panel : panels) {
            window.view.panel = panel;
            window.settle(snapshot);
            expect_readable("a message at " + std::to_string(size.width), false);
        }
    }
}

// The measure itself: it sees what is wrong.
TEST(Text, ThatIsCutOrLiesOverOtherTextIsFound) {
    Headless window({300, 200});
    const auto draw = [](bool cut, bool over) {
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({300, 200});
        ImGui::Begin("test", nullptr, ImGuiWindowFlags_NoDecoration);
        ImGui::TextUnformatted("words that fit");
        if (cut) {
            ImGui::SetCursorPosX(256);
            ImGui::TextUnformatted("words that don't fit");
        }
        if (over) {
            ImGui::SetCursorPos({12, 12});
            ImGui::TextUnformatted("over the others");
        }
        ImGui::End();
        ImGui::Render();
    };
    draw(false, false);
    draw(false, false);
    EXPECT_TRUE(DrawnText().cut().empty());
    EXPECT_TRUE(DrawnText().overlapping().empty());
    draw(true, false);
    EXPECT_FALSE(DrawnText().cut().empty());
    draw(false, true);
    EXPECT_FALSE(DrawnText().overlapping().empty());
}

}  // namespace
}  // namespace boresight::ui
