// SPDX-License-Identifier: GPL-3.0-or-later
// Small things that panels are made of: buttons that name their key, text that fits its place, the traffic light. Keys
// are asked for by what they type, so that they are where a keyboard's layout has them; while somebody types into a
// field no key means anything else. Inside a frame of Dear ImGui only. One thread.
#pragma once

#include <imgui.h>

#include <optional>
#include <string>
#include <string_view>

#include "app/signal_quality.h"
#include "app/snapshot.h"

namespace boresight::ui {

// Whether that letter was typed in this frame, in either case.
bool typed(char letter);
bool enter_pressed();
bool escape_pressed();

// Pressed with the mouse or by its key, whose name stands on it: "Scan [S]". Its id is `label`.
bool button(const std::string& label, char key);
bool button(const std::string& label, const char* key_name, bool key_pressed);

// The window that is drawn into moves by most of its height for Page Up and Page Down, wherever the focus is.
void scroll_by_keys();

// The next button goes beside the last one, if there is room for it.
void beside_if_it_fits(const std::string& label, const char* key_name);

// As much of it as fits, ending in "…" where something is missing.
std::string fitting(std::string_view text, float width);

// What fits of a name, most of it: as it is, without what stands in brackets, up to its first comma, or cut.
std::string shortened(const std::string& name, float width);

// One line, cut to the width that is left or to `width`; the whole stands in a tooltip where it was cut.
void text_line(const std::string& text, std::optional<float> width = {});

// In as many lines as it takes.
void text_block(const std::string& text);
void faint_block(const std::string& text);
void large_line(const std::string& text);

// With "!" before it and in its colour: what must not be overlooked.
void warning_block(const std::string& text);

// Circle, triangle or square in its colour around a point of the screen.
void draw_light(app::SignalQuality quality, ImVec2 middle, float radius);

// The same, and the word.
void quality_light(app::SignalQuality quality);

// A number of the unit with its spread, one decimal; "unknown" for what isn't a number.
std::string with_spread(const app::Measured& measured, const char* unit);

// "238°", a whole degree from 0 to 359.
std::string degrees_text(double azimuth_deg);

// "3 (2 to 4) dB"; "unknown" for what isn't a number.
std::string interval_text(const app::Interval& interval, const char* unit);

}  // namespace boresight::ui
