// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/spectrum_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "report/axis.h"
#include "ui/controls.h"
#include "ui/look.h"

namespace boresight::ui {

namespace {

constexpr float grid_db = 10;
constexpr const char* level_unit = "dBFS/Hz";
constexpr float between_ticks_px = 90, between_levels_px = 28;
constexpr int plate_alpha = 210;

// Pixels of the plot's inside.
struct Frame {
    SpectrumSpan span;
    ImVec2 low, high;

    float x(double hz) const {
        return low.x + static_cast<float>((hz - span.low_hz) / (span.high_hz - span.low_hz)) * (high.x - low.x);
    }
    float y(float db) const { return high.y - (db - span.low_db) / (span.high_db - span.low_db) * (high.y - low.y); }
};

void draw_axes(ImDrawList& list, const Frame& frame) {
    const Colours& colours = look().colours();
    const float text = ImGui::GetTextLineHeight();
    const int levels =
        std::max(1, static_cast<int>((frame.high.y - frame.low.y) / (between_levels_px * look().scale())));
    for (const report::Tick& tick : report::ticks_between(frame.span.low_db, frame.span.high_db, levels)) {
        const float y = frame.y(static_cast<float>(tick.value));
        list.AddLine({frame.low.x, y}, {frame.high.x, y}, colours.grid);
        const float width = ImGui::CalcTextSize(tick.text.c_str()).x;
        if (y - text / 2 >= frame.low.y && y + text / 2 <= frame.high.y)
            list.AddText({frame.low.x - width - 5, y - text / 2}, colours.faint, tick.text.c_str());
    }
    list.AddText({frame.low.x - ImGui::CalcTextSize(level_unit).x - 5, frame.high.y + 3}, colours.faint, level_unit);
    const int across =
        std::max(1, static_cast<int>((frame.high.x - frame.low.x) / (between_ticks_px * look().scale())));
    const auto ticks = report::ticks_between(frame.span.low_hz / 1e6, frame.span.high_hz / 1e6, across);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        const float x = frame.x(ticks[i].value * 1e6);
        list.AddLine({x, frame.low.y}, {x, frame.high.y}, colours.grid);
        const std::string words = i + 1 == ticks.size() ? ticks[i].text + " MHz" : ticks[i].text;
        const float width = ImGui::CalcTextSize(words.c_str()).x;
        list.AddText(
            {std::clamp(x - width / 2, frame.low.x, std::max(frame.low.x, frame.high.x - width)), frame.high.y + 3},
            colours.faint, words.c_str());
    }
}

std::string mark_words(const app::BandMark& mark, float room) {
    if (!mark.snr_db || !std::isfinite(*mark.snr_db)) return fitting(mark.name, room);
    const std::string words = fmt::format("{}, {:.0f} dB over noise", mark.name, *mark.snr_db);
    return fitting(ImGui::CalcTextSize(words.c_str()).x <= room ? words : mark.name, room);
}

// Names that were placed, so that none lies over another: the first lane that is free there.
class Lanes {
public:
    std::size_t lane_for(float left, float right) {
        std::size_t lane = 0;
        while (lane < lanes_.size() && std::any_of(lanes_[lane].begin(), lanes_[lane].end(), [&](const auto& taken) {
                   return left < taken.second && right > taken.first;
               }))
            ++lane;
        return lane;
    }
    void take(std::size_t lane, float left, float right) {
        if (lane >= lanes_.size()) lanes_.resize(lane + 1);
        lanes_[lane].emplace_back(left, right);
    }

private:
    std::vector<std::vector<std::pair<float, float>>> lanes_;
};

// A name begins at its band's left edge; where that leaves too little room, it ends at the right of the plot.
void draw_name(ImDrawList& list, const Frame& frame, const app::BandMark& mark, Lanes& lanes) {
    constexpr float margin = 4;
    const Colours& colours = look().colours();
    const float lane_height = ImGui::GetTextLineHeight() + 2;
    const std::string words = mark_words(mark, frame.high.x - frame.low.x - 2 * margin);
    const float width = ImGui::CalcTextSize(words.c_str()).x;
    const float edge = std::clamp(frame.x(mark.low_hz), frame.low.x, frame.high.x);
    const float left = std::max(frame.low.x, std::min(edge, frame.high.x - width - 2 * margin)) + margin;
    const std::size_t lane = lanes.lane_for(left, left + width + 2 * margin);
    const float top = frame.low.y + 2 + lane_height * static_cast<float>(lane);
    if (top + lane_height > frame.high.y) return;
    lanes.take(lane, left, left + width + 2 * margin);
    const ImU32 plate = (colours.plot_ground & ~IM_COL32_A_MASK) | IM_COL32(0, 0, 0, plate_alpha);
    list.AddRectFilled({left - 2, top}, {left + width + 2, top + lane_height - 1}, plate);
    list.AddText({left, top}, colours.mark, words.c_str());
}

void draw_marks(ImDrawList& list, const Frame& frame, const std::vector<app::BandMark>& marks) {
    const Colours& colours = look().colours();
    Lanes lanes;
    for (const app::BandMark& mark : marks) {
        if (!(mark.high_hz > frame.span.low_hz) || !(mark.low_hz < frame.span.high_hz)) continue;
        const float left = std::clamp(frame.x(mark.low_hz), frame.low.x, frame.high.x);
        const float right = std::clamp(frame.x(mark.high_hz), frame.low.x, frame.high.x);
        if (mark.carrier) list.AddRectFilled({left, frame.low.y}, {right, frame.high.y}, colours.mark_ground);
        list.AddLine({left, frame.low.y}, {left, frame.high.y}, colours.mark_ground, 2);
        list.AddLine({right, frame.low.y}, {right, frame.high.y}, colours.mark_ground, 2);
        draw_name(list, frame, mark, lanes);
    }
}

// One point a pixel column, the highest of its bins.
void draw_line(ImDrawList& list, const Frame& frame, const app::SpectrumLine& line, const std::vector<float>& values,
               ImU32 colour, float thickness) {
    const auto columns = static_cast<std::size_t>(std::max(1.0F, frame.high.x - frame.low.x));
    const std::size_t bins = values.size();
    std::vector<ImVec2> points;
    points.reserve(std::min(columns, bins));
    const auto flush = [&] {
        if (points.size() > 1)
            list.AddPolyline(points.data(), static_cast<int>(points.size()), colour, ImDrawFlags_None, thickness);
        points.clear();
    };
    const std::size_t steps = std::min(columns, bins);
    for (std::size_t step = 0; step < steps; ++step) {
        const std::size_t first = step * bins / steps, last = std::max(first + 1, (step + 1) * bins / steps);
        const float highest = *std::max_element(values.begin() + static_cast<std::ptrdiff_t>(first),
                                                values.begin() + static_cast<std::ptrdiff_t>(last));
        if (!std::isfinite(highest)) {
            flush();
            continue;
        }
        const double hz = line.start_hz + (static_cast<double>(first + last - 1) / 2) * line.step_hz;
        points.push_back({frame.x(hz), frame.y(std::clamp(highest, frame.span.low_db, frame.span.high_db))});
    }
    flush();
}

}  // namespace

SpectrumSpan span_of(const app::SpectrumLine& line) {
    SpectrumSpan span{line.start_hz, line.start_hz + line.step_hz * static_cast<double>(line.dbfs_hz.size())};
    float lowest = INFINITY, highest = -INFINITY;
    for (const float db : line.dbfs_hz) {
        if (!std::isfinite(db)) continue;
        lowest = std::min(lowest, db);
        highest = std::max(highest, db);
    }
    for (const float db : line.highest_dbfs_hz)
        if (std::isfinite(db)) highest = std::max(highest, db);
    if (!(lowest <= highest) || !std::isfinite(span.low_hz) || !std::isfinite(span.high_hz)) return {};
    // In whole tens, so that the axis stands still while the line trembles.
    span.low_db = std::floor(lowest / grid_db) * grid_db;
    span.high_db = (std::floor(highest / grid_db) + 2) * grid_db;
    return span;
}

ImVec2 axis_room() {
    return {ImGui::CalcTextSize(level_unit).x + 10, ImGui::GetTextLineHeight() + 4};
}

void draw_spectrum(const app::ListenState& listen, const std::vector<app::BandMark>& marks, const SpectrumSpan& span,
                   ImVec2 low, ImVec2 high) {
    const ImVec2 room = axis_room();
    const Frame frame{span, {low.x + room.x, low.y}, {high.x, high.y - room.y}};
    if (span.empty() || frame.high.x - frame.low.x < 8 || frame.high.y - frame.low.y < 8) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Colours& colours = look().colours();
    list.AddRectFilled(frame.low, frame.high, colours.plot_ground);
    draw_axes(list, frame);
    list.PushClipRect(frame.low, frame.high, true);
    if (listen.floor_dbfs_hz && std::isfinite(*listen.floor_dbfs_hz)) {
        const float y = frame.y(static_cast<float>(*listen.floor_dbfs_hz));
        list.AddLine({frame.low.x, y}, {frame.high.x, y}, colours.floor, 1.5F);
    }
    draw_line(list, frame, *listen.spectrum, listen.spectrum->highest_dbfs_hz, colours.highest, 1);
    draw_line(list, frame, *listen.spectrum, listen.spectrum->dbfs_hz, colours.trace, 1.5F * look().scale());
    draw_marks(list, frame, marks);
    list.PopClipRect();
}

}  // namespace boresight::ui
