// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep seen from above: 0 at the top, clockwise. Distance from the middle is the level, in rings of 10 dB. Stops
// with their spread, the fitted curve, the interval as a wedge, and where the antenna points now, should point, and
// goes next, each with its word. Bears NaN. Inside a frame of Dear ImGui only.
#pragma once

#include <imgui.h>

#include "app/snapshot.h"

namespace boresight::ui {

// Into the rectangle, words around the circle included.
void draw_polar(const app::AimState& aim, ImVec2 low, ImVec2 high);

}  // namespace boresight::ui
