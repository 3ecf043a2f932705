// SPDX-License-Identifier: GPL-3.0-or-later
// What the radio hears at this moment: spectrum with bands and carriers drawn in, waterfall, and how near the radio is
// to being overdriven. Inside a frame of Dear ImGui only. One thread.
#pragma once

#include <vector>

#include "app/command.h"
#include "app/snapshot.h"
#include "ui/plot/waterfall.h"

namespace boresight::ui {

struct ListenView {
    Waterfall waterfall;
    double typed_mhz = 0;  // in the field for the frequency
    bool typing = false;
};

std::vector<app::Command> draw_listen(const app::Snapshot& snapshot, ListenView& view);

}  // namespace boresight::ui
