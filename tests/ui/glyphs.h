// SPDX-License-Identifier: GPL-3.0-or-later
// What of the text of the last frame can be read: every character that was drawn, with its rectangle and the one that
// it is clipped to. Text is cut where a character lies across an edge of its clip rectangle, unless its window scrolls
// that way (a text that is cut exactly between two characters isn't seen); it overlaps where two characters' rectangles
// do. Inside a context of Dear ImGui that has drawn a frame.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace boresight::ui {

struct DrawnGlyph {
    ImVec2 low, high;
    ImVec4 clip;
    ImWchar character = 0;
    bool whole = true;  // not cut while it was drawn
    std::string window;
    bool scrolls_across = false, scrolls_down = false;

    bool visible() const {
        return high.x > clip.x && low.x < clip.z && high.y > clip.y && low.y < clip.w && high.x > low.x;
    }
};

class DrawnText {
public:
    DrawnText() {
        const ImDrawData& data = *ImGui::GetDrawData();
        for (int i = 0; i < data.CmdListsCount; ++i) take(*data.CmdLists[i]);
    }

    const std::vector<DrawnGlyph>& glyphs() const { return glyphs_; }

    // Where characters are cut off, some words each; empty where all is well.
    std::vector<std::string> cut() const {
        std::vector<std::string> found;
        for (const auto* all : {&glyphs_, &hidden_})
            for (const DrawnGlyph& glyph : *all) {
                const bool across = glyph.low.x < glyph.clip.x - slack_px || glyph.high.x > glyph.clip.z + slack_px;
                const bool down = glyph.low.y < glyph.clip.y - slack_px || glyph.high.y > glyph.clip.w + slack_px;
                if ((across && !glyph.scrolls_across) || (down && !glyph.scrolls_down) || !glyph.whole)
                    found.push_back(told(glyph));
            }
        return found;
    }

    std::vector<std::string> overlapping() const {
        std::vector<std::string> found;
        std::multimap<int, const DrawnGlyph*> by_row;
        for (const DrawnGlyph& glyph : glyphs_)
            for (int row = static_cast<int>(glyph.low.y) / row_px; row <= static_cast<int>(glyph.high.y) / row_px;
                 ++row)
                by_row.emplace(row, &glyph);
        for (auto a = by_row.begin(); a != by_row.end(); ++a)
            for (auto b = std::next(a); b != by_row.end() && b->first == a->first; ++b)
                if (overlap(*a->second, *b->second)) found.push_back(told(*a->second) + " and " + told(*b->second));
        return found;
    }

    // Places where "…" stands for what had no room.
    std::size_t shortened() const {
        return static_cast<std::size_t>(
            std::count_if(glyphs_.begin(), glyphs_.end(), [](const DrawnGlyph& g) { return g.character == ellipsis; }));
    }

    // Whether these words stand somewhere on a line; spaces don't count.
    bool says(std::string words) const {
        std::erase(words, ' ');
        return std::any_of(glyphs_.begin(), glyphs_.end(), [&](const DrawnGlyph& glyph) {
            return line_at((glyph.low.y + glyph.high.y) / 2).find(words) != std::string::npos;
        });
    }

    // What is drawn near a height, left to right.
    std::string line_at(float y) const {
        std::vector<const DrawnGlyph*> line;
        for (const DrawnGlyph& glyph : glyphs_)
            if (glyph.low.y - slack_px <= y && y <= glyph.high.y + slack_px) line.push_back(&glyph);
        std::sort(line.begin(), line.end(), [](auto* a, auto* b) { return a->low.x < b->low.x; });
        std::string text;
        for (const DrawnGlyph* glyph : line)
            text += glyph->character < 0x80 ? static_cast<char>(glyph->character) : '?';
        return text;
    }

private:
    static constexpr float slack_px = 1, least_overlap_px = 2;
    static constexpr int row_px = 32;
    static constexpr ImWchar ellipsis = 0x2026;

    static bool overlap(const DrawnGlyph& a, const DrawnGlyph& b) {
        return std::min(a.high.x, b.high.x) - std::max(a.low.x, b.low.x) > least_overlap_px &&
               std::min(a.high.y, b.high.y) - std::max(a.low.y, b.low.y) > least_overlap_px;
    }

    std::string told(const DrawnGlyph& glyph) const {
        return "'" + line_at((glyph.low.y + glyph.high.y) / 2) + "' at " +
               std::to_string(static_cast<int>(glyph.low.x)) + ", " + std::to_string(static_cast<int>(glyph.low.y)) +
               " in " + glyph.window;
    }

    // The character whose picture these corners of the atlas are, or a part of it.
    static const ImFontGlyph* glyph_of(ImVec2 uv_low, ImVec2 uv_high, bool& whole) {
        const ImVec2 middle{(uv_low.x + uv_high.x) / 2, (uv_low.y + uv_high.y) / 2};
        for (const ImFont* font : ImGui::GetIO().Fonts->Fonts)
            for (const ImFontGlyph& glyph : font->Glyphs) {
                if (!glyph.Visible || middle.x < glyph.U0 || middle.x > glyph.U1 || middle.y < glyph.V0 ||
                    middle.y > glyph.V1)
                    continue;
                whole = uv_low.x == glyph.U0 && uv_low.y == glyph.V0 && uv_high.x == glyph.U1 && uv_high.y == glyph.V1;
                return &glyph;
            }
        return nullptr;
    }

    void take(const ImDrawList& list) {
        const std::string owner = list._OwnerName != nullptr ? list._OwnerName : "";
        const ImGuiWindow* window = ImGui::FindWindowByName(owner.c_str());
        for (const ImDrawCmd& command : list.CmdBuffer) {
            if (command.TextureId != ImGui::GetIO().Fonts->TexID) continue;
            for (unsigned i = 0; i + 6 <= command.ElemCount;) {
                const auto corner = [&](unsigned n) -> const ImDrawVert& {
                    return list.VtxBuffer[static_cast<int>(
                        command.VtxOffset + list.IdxBuffer[static_cast<int>(command.IdxOffset + i + n)])];
                };
                const ImDrawVert &a = corner(0), &b = corner(2);
                bool whole = false;
                const bool quad = a.pos.x <= b.pos.x && a.pos.y <= b.pos.y && a.uv.x < b.uv.x && a.uv.y < b.uv.y;
                const ImFontGlyph* glyph = quad ? glyph_of(a.uv, b.uv, whole) : nullptr;
                if (glyph == nullptr) {
                    i += 3;
                    continue;
                }
                i += 6;
                DrawnGlyph drawn{a.pos, b.pos, command.ClipRect, static_cast<ImWchar>(glyph->Codepoint), whole, owner};
                drawn.scrolls_across = window != nullptr && window->ScrollbarX;
                drawn.scrolls_down = window != nullptr && window->ScrollbarY;
                (drawn.visible() ? glyphs_ : hidden_).push_back(drawn);
            }
        }
    }

    std::vector<DrawnGlyph> glyphs_, hidden_;
};

}  // namespace boresight::ui
