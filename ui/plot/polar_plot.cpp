// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/polar_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "ui/controls.h"
#include "ui/look.h"

namespace boresight::ui {

namespace {

constexpr float shown_db = 30;  // from the rim to the middle
constexpr int rings = 3;
constexpr double between_words_deg = 16;
constexpr float room_above_db = 2;
constexpr float least_radius_of_all_words = 60;

struct Circle {
    ImVec2 middle;
    float radius = 0;
    double rim_db = 0;

    ImVec2 at(double azimuth_deg, float distance) const {
        const double angle = azimuth_deg * std::numbers::pi / 180;
        return {middle.x + distance * static_cast<float>(std::sin(angle)),
                middle.y - distance * static_cast<float>(std::cos(angle))};
    }
    float distance(double level_db) const {
        return radius * std::clamp(static_cast<float>(1 - (rim_db - level_db) / shown_db), 0.0F, 1.0F);
    }
};

// What points somewhere, in words at the rim.
struct Pointer {
    double azimuth_deg;
    const char* word;
    ImU32 colour;
};

double rim_of(const app::AimState& aim) {
    double highest = -INFINITY;
    for (const app::AimStop& stop : aim.stops)
        if (stop.level_db && std::isfinite(stop.level_db->value)) highest = std::max(highest, stop.level_db->value);
    if (aim.peak_db && std::isfinite(*aim.peak_db) && !aim.fit_db.empty()) highest = std::max(highest, *aim.peak_db);
    return std::isfinite(highest) ? highest + room_above_db : 0;
}

std::vector<Pointer> pointers_of(const app::AimState& aim) {
    const Colours& colours = look().colours();
    std::vector<Pointer> pointers;
    const auto add = [&pointers](double azimuth_deg, const char* word, ImU32 colour) {
        if (std::isfinite(azimuth_deg)) pointers.push_back({azimuth_deg, word, colour});
    };
    if (aim.recommended_deg) add(aim.point_to_deg.value_or(aim.recommended_deg->value), "best", colours.recommended);
    if (aim.next) add(aim.next->azimuth_deg, "next stop", colours.next);
    if (aim.present_deg) add(*aim.present_deg, "now", colours.present);
    return pointers;
}

double apart_deg(double a_deg, double b_deg) {
    return std::abs(std::remainder(a_deg - b_deg, 360.0));
}

void text_at_rim(ImDrawList& list, const Circle& circle, double azimuth_deg, float line, ImU32 colour,
                 const char* text) {
    const ImVec2 size = ImGui::CalcTextSize(text);
    const ImVec2 at = circle.at(azimuth_deg, circle.radius + 8 * look().scale());
    const double angle = azimuth_deg * std::numbers::pi / 180;
    const float aside = (1 - static_cast<float>(std::sin(angle))) / 2;  // 0: to the right of the point
    const float above = (1 + static_cast<float>(std::cos(angle))) / 2;  // 1: above it
    const float down = std::cos(angle) > 0 ? -line : line;              // away from the circle
    list.AddText({at.x - aside * size.x, at.y - above * size.y + down * size.y}, colour, text);
}

void draw_grid(ImDrawList& list, const Circle& circle, const std::vector<Pointer>& pointers) {
    const Colours& colours = look().colours();
    list.AddCircleFilled(circle.middle, circle.radius, colours.plot_ground, 96);
    for (int ring = 1; ring <= rings; ++ring) {
        const float radius = circle.radius * static_cast<float>(ring) / rings;
        list.AddCircle(circle.middle, radius, colours.grid, 96);
    }
    for (int azimuth = 0; azimuth < 360; azimuth += 30) {
        list.AddLine(circle.at(azimuth, circle.radius / rings), circle.at(azimuth, circle.radius), colours.grid);
        const bool free = std::none_of(pointers.begin(), pointers.end(), [&](const Pointer& pointer) {
            const ImVec2 a = circle.at(azimuth, circle.radius), b = circle.at(pointer.azimuth_deg, circle.radius);
            const float needed = ImGui::CalcTextSize(pointer.word).x / 2 + 2 * ImGui::GetTextLineHeight();
            return apart_deg(pointer.azimuth_deg, azimuth) < between_words_deg ||
                   std::hypot(a.x - b.x, a.y - b.y) < needed;
        });
        if (azimuth % 90 != 0 && circle.radius < least_radius_of_all_words * look().scale()) continue;
        if (free) text_at_rim(list, circle, azimuth, 0, colours.faint, fmt::format("{}", azimuth).c_str());
    }
}

// A sector of the circle, clockwise from the one azimuth to the other.
void fill_sector(ImDrawList& list, const Circle& circle, const app::Interval& interval, ImU32 colour) {
    if (!std::isfinite(interval.low) || !std::isfinite(interval.high)) return;
    double width_deg = std::fmod(interval.high - interval.low, 360.0);
    if (width_deg < 0) width_deg += 360;
    const double to_screen = -90;  // Dear ImGui counts from the right
    const auto radians = [](double degrees) { return static_cast<float>(degrees * std::numbers::pi / 180); };
    // In pieces below half a circle: what is filled must be convex.
    const int pieces = 1 + static_cast<int>(width_deg / 90);
    for (int piece = 0; piece < pieces; ++piece) {
        list.PathLineTo(circle.middle);
        list.PathArcTo(circle.middle, circle.radius, radians(interval.low + to_screen + width_deg * piece / pieces),
                       radians(interval.low + to_screen + width_deg * (piece + 1) / pieces), 24);
        list.PathFillConvex(colour);
    }
}

void draw_fit(ImDrawList& list, const Circle& circle, const app::AimState& aim) {
    if (!aim.peak_db || !std::isfinite(*aim.peak_db) || aim.fit_db.size() < 3) return;
    std::vector<ImVec2> points;
    for (std::size_t i = 0; i < aim.fit_db.size(); ++i) {
        const double level = *aim.peak_db + static_cast<double>(aim.fit_db[i]);
        if (!std::isfinite(level)) continue;
        points.push_back(
            circle.at(360.0 * static_cast<double>(i) / static_cast<double>(aim.fit_db.size()), circle.distance(level)));
    }
    list.AddPolyline(points.data(), static_cast<int>(points.size()), look().colours().fit, ImDrawFlags_Closed,
                     2 * look().scale());
}

void draw_stops(ImDrawList& list, const Circle& circle, const app::AimState& aim) {
    const Colours& colours = look().colours();
    const float dot = 4 * look().scale();
    for (const app::AimStop& stop : aim.stops) {
        if (!std::isfinite(stop.azimuth_deg)) continue;
        if (!stop.level_db || !std::isfinite(stop.level_db->value)) {  // a cross at the rim: nothing heard
            const ImVec2 at = circle.at(stop.azimuth_deg, circle.radius - dot * 2);
            list.AddLine({at.x - dot, at.y - dot}, {at.x + dot, at.y + dot}, colours.doubted, 1.5F);
            list.AddLine({at.x - dot, at.y + dot}, {at.x + dot, at.y - dot}, colours.doubted, 1.5F);
            continue;
        }
        const double level = stop.level_db->value;
        const double spread = std::isfinite(stop.level_db->sigma) ? 2 * stop.level_db->sigma : 0;
        list.AddLine(circle.at(stop.azimuth_deg, circle.distance(level - spread)),
                     circle.at(stop.azimuth_deg, circle.distance(level + spread)), colours.stop, 1.5F);
        const ImVec2 at = circle.at(stop.azimuth_deg, circle.distance(level));
        if (stop.doubted)
            list.AddCircle(at, dot, colours.doubted, 0, 1.5F);
        else
            list.AddCircleFilled(at, dot, colours.stop);
    }
}

void draw_pointers(ImDrawList& list, const Circle& circle, const std::vector<Pointer>& pointers) {
    const float scale = look().scale();
    for (std::size_t i = 0; i < pointers.size(); ++i) {
        const Pointer& pointer = pointers[i];
        const ImVec2 tip = circle.at(pointer.azimuth_deg, circle.radius);
        list.AddLine(circle.middle, tip, pointer.colour, 2.5F * scale);
        const float back = circle.radius - 14 * scale;
        const double wing_deg = 400.0 * scale / circle.radius;
        list.AddTriangleFilled(tip, circle.at(pointer.azimuth_deg + wing_deg, back),
                               circle.at(pointer.azimuth_deg - wing_deg, back), pointer.colour);
        // Words of pointers that lie together stand one above the other, at the first one's place.
        float line = 0;
        double where_deg = pointer.azimuth_deg;
        for (std::size_t k = 0; k < i; ++k)
            if (apart_deg(pointers[k].azimuth_deg, pointer.azimuth_deg) < between_words_deg) {
                if (line == 0) where_deg = pointers[k].azimuth_deg;
                ++line;
            }
        text_at_rim(list, circle, where_deg, line, pointer.colour, pointer.word);
    }
}

}  // namespace

void draw_polar(const app::AimState& aim, ImVec2 low, ImVec2 high) {
    const float aside = ImGui::CalcTextSize("next stop").x + 12 * look().scale();
    const float above = 2 * ImGui::GetTextLineHeight() + 10 * look().scale();
    const Circle circle{{(low.x + high.x) / 2, (low.y + high.y) / 2},
                        std::min((high.x - low.x) / 2 - aside, (high.y - low.y) / 2 - above),
                        rim_of(aim)};
    if (!(circle.radius > 8)) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::vector<Pointer> pointers = pointers_of(aim);
    draw_grid(list, circle, pointers);
    // What the mount can't be turned to lies in the dark.
    if (aim.reach_deg)
        fill_sector(list, circle, {aim.reach_deg->high, aim.reach_deg->high, aim.reach_deg->low},
                    look().colours().grid);
    if (aim.recommended_deg) fill_sector(list, circle, *aim.recommended_deg, look().colours().interval);
    draw_fit(list, circle, aim);
    draw_pointers(list, circle, pointers);
    draw_stops(list, circle, aim);
}

}  // namespace boresight::ui
