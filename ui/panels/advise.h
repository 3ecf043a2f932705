// SPDX-License-Identifier: GPL-3.0-or-later
// What to lock: for whom (operator, hotspot, microcell), carriers ranked with their ranges, bands that weren't
// measured, the circular connection, and the commands of the hotspot's family to copy, in the order in which they are
// typed. Inside a frame of Dear ImGui only. One thread.
#pragma once

#include <string>
#include <vector>

#include "app/command.h"
#include "app/snapshot.h"
#include "ui/panels/chooser.h"

namespace boresight::ui {

struct AdviseView {
    ChooserView chooser;
    std::string copied;  // which commands lie on the clipboard: "lock"
};

// Copied text goes to the clipboard of the context, as Dear ImGui has it.
std::vector<app::Command> draw_advise(const app::Snapshot& snapshot, AdviseView& view);

}  // namespace boresight::ui
