// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep: where to turn next in type that is read from a ladder, what was measured and fitted in a polar plot, and the
// verdict. Inside a frame of Dear ImGui only. One thread.
#pragma once

#include <vector>

#include "app/command.h"
#include "app/snapshot.h"

namespace boresight::ui {

struct AimView {
    bool table = false;      // stops as a table instead of the plot
    bool to_advice = false;  // set in the frame in which the user asks for it
};

std::vector<app::Command> draw_aim(const app::Snapshot& snapshot, AimView& view);

}  // namespace boresight::ui
