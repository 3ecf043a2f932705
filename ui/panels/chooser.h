// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing country, operator, hotspot and microcell: what is chosen stands beside its button; pressed, a list takes the
// panel's place. Typing filters it, arrows move, Enter takes, Escape leaves. Inside a frame of Dear ImGui only. One
// thread.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "app/snapshot.h"

namespace boresight::ui {

struct ChooserView {
    std::optional<app::ChoiceKind> open;
    std::array<char, 64> filter{};
    std::size_t at = 0;  // of those that pass the filter; 0 is "none"
    bool just_opened = false;
};

void open_chooser(app::ChoiceKind kind, ChooserView& view);

// A button for each, its key on it.
void draw_chosen(const app::Snapshot& snapshot, ChooserView& view);

// The open list.
std::vector<app::Command> draw_chooser(const app::Snapshot& snapshot, ChooserView& view);

// Whether every word that is typed stands somewhere in name or detail; neither case nor punctuation counts.
bool passes(const app::Choice& choice, std::string_view typed);

}  // namespace boresight::ui
