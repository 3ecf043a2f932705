// SPDX-License-Identifier: GPL-3.0-or-later
// Power density over frequency: line, highest values, noise floor, and bands and carriers drawn in with their names.
// Frequencies in Hz, levels in dBFS/Hz. Bears NaN. Inside a frame of Dear ImGui only.
#pragma once

#include <imgui.h>

#include <vector>

#include "app/snapshot.h"

namespace boresight::ui {

// What part of the axis is shown, and between which levels.
struct SpectrumSpan {
    double low_hz = 0, high_hz = 0;
    float low_db = 0, high_db = 0;

    bool empty() const { return !(high_hz > low_hz) || !(high_db > low_db); }
};

// The whole line, with room above and below it; empty where there is nothing to show.
SpectrumSpan span_of(const app::SpectrumLine& line);

// Room that the axes take: left of the plot for levels, below it for frequencies.
ImVec2 axis_room();

// Into the rectangle, axes included.
void draw_spectrum(const app::ListenState& listen, const std::vector<app::BandMark>& marks, const SpectrumSpan& span,
                   ImVec2 low, ImVec2 high);

}  // namespace boresight::ui
