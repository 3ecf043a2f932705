// SPDX-License-Identifier: GPL-3.0-or-later
// How the window looks: colours of the dark theme and of the light one for sunlight, fonts, and the scale of the
// screen. Colours that mean something differ in brightness too, and never stand without a word or a shape: they hold
// for eyes that don't tell red from green (M. Okabe, K. Ito, 2008). One Look belongs to one context of Dear ImGui, and
// panels find it there. Without the font's file Dear ImGui's own is used. Lengths in pixels. One thread.
#pragma once

#include <imgui.h>

#include <filesystem>

namespace boresight::ui {

enum class Theme { dark, light };

struct Colours {
    ImU32 text, faint, grid, ground, plot_ground;
    ImU32 trace, highest, floor, mark, mark_ground;
    ImU32 stop, doubted, fit, interval, present, recommended, next;
    ImU32 good, middling, bad;
    ImU32 warning_ground, warning_text;  // of what must not be overlooked: SIMULATED
};

class Look {
public:
    // Loads fonts into the current context's atlas and makes itself its Look. `scale` 1: 96 dots an inch.
    explicit Look(float scale, const std::filesystem::path& font = usual_font());
    ~Look();
    Look(const Look&) = delete;
    Look& operator=(const Look&) = delete;

    void set_theme(Theme theme);

    Theme theme() const { return theme_; }
    const Colours& colours() const { return *colours_; }
    float scale() const { return scale_; }
    bool font_found() const { return font_found_; }
    ImFont* large() const { return large_; }
    ImFont* giant() const { return giant_; }

    static std::filesystem::path usual_font();

private:
    void load_fonts(const std::filesystem::path& font);

    Theme theme_ = Theme::dark;
    const Colours* colours_ = nullptr;
    float scale_;
    bool font_found_ = false;
    ImFont* large_ = nullptr;
    ImFont* giant_ = nullptr;
};

// Of the current context.
const Look& look();

}  // namespace boresight::ui
