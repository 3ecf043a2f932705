// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look.h"

#include <array>
#include <cmath>

namespace boresight::ui {

namespace {

constexpr float body_px = 16, large_px = 24, giant_px = 84;

// Latin with its extensions, Greek, dashes and quotes, arrows, mathematics, shapes.
constexpr std::array<ImWchar, 15> body_glyphs{0x0020, 0x024f, 0x0370, 0x03ff, 0x2010, 0x2044, 0x20a0, 0x20bf,
                                              0x2190, 0x21ff, 0x2200, 0x22ff, 0x25a0, 0x25ff, 0};
// What stands in giant type: a direction.
constexpr std::array<ImWchar, 7> giant_glyphs{0x0020, 0x007e, 0x00b0, 0x00b1, 0x2013, 0x2014, 0};

constexpr Colours dark{.text = IM_COL32(236, 239, 243, 255),
                       .faint = IM_COL32(158, 166, 178, 255),
                       .grid = IM_COL32(255, 255, 255, 34),
                       .ground = IM_COL32(20, 23, 28, 255),
                       .plot_ground = IM_COL32(11, 13, 17, 255),
                       .trace = IM_COL32(86, 180, 233, 255),
                       .highest = IM_COL32(230, 159, 0, 150),
                       .floor = IM_COL32(158, 166, 178, 200),
                       .mark = IM_COL32(240, 228, 66, 255),
                       .mark_ground = IM_COL32(240, 228, 66, 26),
                       .stop = IM_COL32(236, 239, 243, 255),
                       .doubted = IM_COL32(158, 166, 178, 255),
                       .fit = IM_COL32(86, 180, 233, 255),
                       .interval = IM_COL32(0, 158, 115, 90),
                       .present = IM_COL32(204, 121, 167, 255),
                       .recommended = IM_COL32(40, 200, 150, 255),
                       .next = IM_COL32(230, 159, 0, 255),
                       .good = IM_COL32(40, 200, 150, 255),
                       .middling = IM_COL32(240, 228, 66, 255),
                       .bad = IM_COL32(240, 110, 40, 255),
                       .warning_ground = IM_COL32(230, 159, 0, 255),
                       .warning_text = IM_COL32(0, 0, 0, 255)};

constexpr Colours light{.text = IM_COL32(0, 0, 0, 255),
                        .faint = IM_COL32(70, 74, 80, 255),
                        .grid = IM_COL32(0, 0, 0, 40),
                        .ground = IM_COL32(255, 255, 255, 255),
                        .plot_ground = IM_COL32(250, 250, 250, 255),
                        .trace = IM_COL32(0, 90, 150, 255),
                        .highest = IM_COL32(180, 90, 0, 150),
                        .floor = IM_COL32(70, 74, 80, 220),
                        .mark = IM_COL32(90, 60, 0, 255),
                        .mark_ground = IM_COL32(230, 159, 0, 40),
                        .stop = IM_COL32(0, 0, 0, 255),
                        .doubted = IM_COL32(110, 114, 120, 255),
                        .fit = IM_COL32(0, 90, 150, 255),
                        .interval = IM_COL32(0, 158, 115, 90),
                        .present = IM_COL32(150, 40, 110, 255),
                        .recommended = IM_COL32(0, 110, 75, 255),
                        .next = IM_COL32(190, 80, 0, 255),
                        .good = IM_COL32(0, 110, 75, 255),
                        .middling = IM_COL32(150, 105, 0, 255),
                        .bad = IM_COL32(190, 60, 0, 255),
                        .warning_ground = IM_COL32(255, 190, 40, 255),
                        .warning_text = IM_COL32(0, 0, 0, 255)};

ImVec4 blend(ImU32 from, ImU32 to, float share) {
    const ImVec4 a = ImGui::ColorConvertU32ToFloat4(from), b = ImGui::ColorConvertU32ToFloat4(to);
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y), a.z + share * (b.z - a.z), 1};
}

void set_style_colours(const Colours& colours) {
    ImVec4* style = ImGui::GetStyle().Colors;
    const auto between = [&colours](float share) { return blend(colours.ground, colours.text, share); };
    const auto accent = [&colours](float share) { return blend(colours.ground, colours.fit, share); };
    style[ImGuiCol_Text] = ImGui::ColorConvertU32ToFloat4(colours.text);
    style[ImGuiCol_TextDisabled] = ImGui::ColorConvertU32ToFloat4(colours.faint);
    style[ImGuiCol_WindowBg] = style[ImGuiCol_PopupBg] = ImGui::ColorConvertU32ToFloat4(colours.ground);
    style[ImGuiCol_ChildBg] = ImVec4(0, 0, 0, 0);
    style[ImGuiCol_Border] = style[ImGuiCol_Separator] = between(0.25F);
    style[ImGuiCol_FrameBg] = style[ImGuiCol_Button] = between(0.12F);
    style[ImGuiCol_FrameBgHovered] = style[ImGuiCol_ButtonHovered] = accent(0.35F);
    style[ImGuiCol_FrameBgActive] = style[ImGuiCol_ButtonActive] = accent(0.5F);
    style[ImGuiCol_Header] = accent(0.25F);
    style[ImGuiCol_HeaderHovered] = accent(0.35F);
    style[ImGuiCol_HeaderActive] = accent(0.5F);
    style[ImGuiCol_TableHeaderBg] = between(0.14F);
    style[ImGuiCol_TableBorderStrong] = style[ImGuiCol_TableBorderLight] = between(0.25F);
    style[ImGuiCol_TableRowBg] = ImVec4(0, 0, 0, 0);
    style[ImGuiCol_TableRowBgAlt] = between(0.05F);
    style[ImGuiCol_ScrollbarBg] = between(0.04F);
    style[ImGuiCol_ScrollbarGrab] = between(0.3F);
    style[ImGuiCol_ScrollbarGrabHovered] = style[ImGuiCol_ScrollbarGrabActive] = between(0.45F);
    style[ImGuiCol_PlotHistogram] = accent(0.6F);
    style[ImGuiCol_NavHighlight] = ImGui::ColorConvertU32ToFloat4(colours.next);
}

}  // namespace

Look::Look(float scale, const std::filesystem::path& font) : scale_(std::isfinite(scale) && scale > 0 ? scale : 1) {
    load_fonts(font);
    ImGuiStyle& style = ImGui::GetStyle();
    style.WindowRounding = style.ChildRounding = 0;
    style.FrameRounding = 3;
    style.WindowBorderSize = 0;
    style.WindowPadding = ImVec2(10, 8);
    style.FramePadding = ImVec2(8, 4);
    style.ItemSpacing = ImVec2(8, 6);
    style.ScaleAllSizes(scale_);
    ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    ImGui::GetIO().UserData = this;
    set_theme(theme_);
}

Look::~Look() {
    if (ImGui::GetCurrentContext() != nullptr && ImGui::GetIO().UserData == this) ImGui::GetIO().UserData = nullptr;
}

void Look::set_theme(Theme theme) {
    theme_ = theme;
    colours_ = theme == Theme::dark ? &dark : &light;
    set_style_colours(*colours_);
}

std::filesystem::path Look::usual_font() {
    return "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
}

void Look::load_fonts(const std::filesystem::path& font) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    std::error_code unreadable;  // Dear ImGui stops the program over a file that isn't there
    font_found_ = std::filesystem::file_size(font, unreadable) > 0 && !unreadable;
    if (!font_found_) {
        ImFontConfig config;
        config.SizePixels = std::round(13 * scale_);
        atlas.AddFontDefault(&config);
        config.SizePixels = std::round(large_px * scale_);
        large_ = atlas.AddFontDefault(&config);
        config.SizePixels = std::round(giant_px * scale_);
        giant_ = atlas.AddFontDefault(&config);
        return;
    }
    const auto load = [&](float pixels, const ImWchar* glyphs) {
        return atlas.AddFontFromFileTTF(font.c_str(), std::round(pixels * scale_), nullptr, glyphs);
    };
    load(body_px, body_glyphs.data());
    large_ = load(large_px, body_glyphs.data());
    giant_ = load(giant_px, giant_glyphs.data());
}

const Look& look() {
    return *static_cast<const Look*>(ImGui::GetIO().UserData);
}

}  // namespace boresight::ui
