// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window: which of the four views is shown, what holds for all of them (where samples come from, SIMULATED,
// jobs, messages, the theme, help), and the view itself. Fills the display of the current context of Dear ImGui,
// between NewFrame and Render. One thread.
#pragma once

#include <vector>

#include "app/command.h"
#include "app/snapshot.h"
#include "ui/look.h"
#include "ui/panels/advise.h"
#include "ui/panels/aim.h"
#include "ui/panels/cells.h"
#include "ui/panels/listen.h"

namespace boresight::ui {

enum class Panel { listen, cells, aim, advise };

struct WindowView {
    Panel panel = Panel::listen;
    bool help = false;
    ListenView listen;
    CellsView cells;
    AimView aim;
    AdviseView advise;
};

std::vector<app::Command> draw_window(const app::Snapshot& snapshot, WindowView& view, Look& look);

}  // namespace boresight::ui
