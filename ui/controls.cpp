// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "ui/look.h"

namespace boresight::ui {

namespace {

bool key_pressed(ImGuiKey key) {
    const int index = ImGui::GetKeyIndex(key);
    return !ImGui::GetIO().WantTextInput && index >= 0 && ImGui::IsKeyPressed(index, false);
}

float width_of(std::string_view text) {
    return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

// The largest beginning of at most `size` bytes that cuts no character of UTF-8.
std::string_view whole_characters(std::string_view text, std::size_t size) {
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    return text.substr(0, size);
}

ImU32 colour_of(app::SignalQuality quality) {
    switch (quality) {
        case app::SignalQuality::excellent:
        case app::SignalQuality::good: return look().colours().good;
        case app::SignalQuality::fair: return look().colours().middling;
        case app::SignalQuality::poor:
        case app::SignalQuality::very_poor: return look().colours().bad;
        case app::SignalQuality::unknown: break;
    }
    return look().colours().faint;
}

}  // namespace

bool typed(char letter) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput) return false;
    return std::any_of(io.InputQueueCharacters.begin(), io.InputQueueCharacters.end(), [letter](ImWchar character) {
        return character < 128 && std::tolower(character) == std::tolower(static_cast<unsigned char>(letter));
    });
}

bool enter_pressed() {
    return key_pressed(ImGuiKey_Enter) || key_pressed(ImGuiKey_KeyPadEnter);
}

bool escape_pressed() {
    return key_pressed(ImGuiKey_Escape);
}

bool button(const std::string& label, char key) {
    const char name[]{key, '\0'};
    return button(label, name, typed(key));
}

bool button(const std::string& label, const char* key_name, bool key_pressed) {
    return ImGui::Button(fmt::format("{} [{}]###{}", label, key_name, label).c_str()) || key_pressed;
}

void scroll_by_keys() {
    constexpr float share = 0.8F;
    const float step = share * ImGui::GetWindowHeight();
    if (key_pressed(ImGuiKey_PageDown)) ImGui::SetScrollY(ImGui::GetScrollY() + step);
    if (key_pressed(ImGuiKey_PageUp)) ImGui::SetScrollY(std::max(0.0F, ImGui::GetScrollY() - step));
}

void beside_if_it_fits(const std::string& label, const char* key_name) {
    const ImGuiStyle& style = ImGui::GetStyle();
    const float width = width_of(fmt::format("{} [{}]", label, key_name)) + 2 * style.FramePadding.x;
    const float end = ImGui::GetItemRectMax().x + style.ItemSpacing.x + width;
    if (end <= ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x) ImGui::SameLine();
}

std::string fitting(std::string_view text, float width) {
    text = text.substr(0, text.find('\n'));
    if (width_of(text) <= width) return std::string(text);
    constexpr std::string_view dots = "…";
    const float room = width - width_of(dots);
    std::size_t fits = 0, too_much = text.size();
    while (too_much - fits > 1) {
        const std::size_t middle = (fits + too_much) / 2;
        (width_of(whole_characters(text, middle)) <= room ? fits : too_much) = middle;
    }
    return std::string(whole_characters(text, fits)) + std::string(dots);
}

std::string shortened(const std::string& name, float width) {
    if (width_of(name) <= width) return name;
    for (const char* end : {" (", ", "}) {
        const std::size_t at = name.find(end);
        if (at == std::string::npos || at == 0) continue;
        const std::size_t closed = name.find(')', at);
        const std::string without = *(end + 1) == '(' && closed != std::string::npos
                                        ? name.substr(0, at) + name.substr(closed + 1)
                                        : name.substr(0, at);
        if (width_of(without) <= width) return without;
    }
    return fitting(name, width);
}

void text_line(const std::string& text, std::optional<float> width) {
    const std::string shown = fitting(text, width.value_or(ImGui::GetContentRegionAvail().x));
    ImGui::TextUnformatted(shown.data(), shown.data() + shown.size());
    if (shown.size() != text.size() && ImGui::IsItemHovered()) {
        ImGui::BeginTooltip();
        ImGui::PushTextWrapPos(ImGui::GetIO().DisplaySize.x / 2);
        ImGui::TextUnformatted(text.data(), text.data() + text.size());
        ImGui::PopTextWrapPos();
        ImGui::EndTooltip();
    }
}

void text_block(const std::string& text) {
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
}

void faint_block(const std::string& text) {
    ImGui::PushStyleColor(ImGuiCol_Text, look().colours().faint);
    text_block(text);
    ImGui::PopStyleColor();
}

void large_line(const std::string& text) {
    ImGui::PushFont(look().large());
    text_block(text);
    ImGui::PopFont();
}

void warning_block(const std::string& text) {
    ImGui::PushStyleColor(ImGuiCol_Text, look().colours().bad);
    ImGui::TextUnformatted("!");
    ImGui::SameLine();
    text_block(text);
    ImGui::PopStyleColor();
}

void draw_light(app::SignalQuality quality, ImVec2 middle, float radius) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImU32 colour = colour_of(quality);
    switch (quality) {
        case app::SignalQuality::excellent:
        case app::SignalQuality::good: list.AddCircleFilled(middle, radius, colour); break;
        case app::SignalQuality::fair:
            list.AddTriangleFilled({middle.x - radius, middle.y + radius * 0.8F},
                                   {middle.x + radius, middle.y + radius * 0.8F}, {middle.x, middle.y - radius},
                                   colour);
            break;
        case app::SignalQuality::poor:
        case app::SignalQuality::very_poor:
            list.AddRectFilled({middle.x - radius * 0.85F, middle.y - radius * 0.85F},
                               {middle.x + radius * 0.85F, middle.y + radius * 0.85F}, colour);
            break;
        case app::SignalQuality::unknown: list.AddCircle(middle, radius, colour, 0, 1.5F); break;
    }
}

void quality_light(app::SignalQuality quality) {
    const float height = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_light(quality, {at.x + height / 2, at.y + height / 2}, height * 0.38F);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + height * 1.35F);
    ImGui::TextUnformatted(app::quality_word(quality));
}

std::string with_spread(const app::Measured& measured, const char* unit) {
    constexpr double least_spread = 0.1;  // what one decimal can say
    if (!std::isfinite(measured.value)) return "unknown";
    if (!(measured.sigma > 0)) return fmt::format("{:.1f} {}", measured.value, unit);
    return fmt::format("{:.1f} ± {:.1f} {}", measured.value, std::max(measured.sigma, least_spread), unit);
}

std::string degrees_text(double azimuth_deg) {
    if (!std::isfinite(azimuth_deg)) return "unknown";
    const double turned = std::fmod(std::round(azimuth_deg), 360.0);
    return fmt::format("{:.0f}°", turned < 0 ? turned + 360 : turned + 0.0);
}

std::string interval_text(const app::Interval& interval, const char* unit) {
    if (!std::isfinite(interval.value) || !std::isfinite(interval.low) || !std::isfinite(interval.high))
        return "unknown";
    const auto decimal = [](double value) { return std::round(10 * value) / 10 + 0.0; };
    return fmt::format("{:.1f} {} ({:.1f} to {:.1f})", decimal(interval.value), unit, decimal(interval.low),
                       decimal(interval.high));
}

}  // namespace boresight::ui
