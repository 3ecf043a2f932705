// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/chooser.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cctype>

#include "ui/controls.h"
#include "ui/look.h"

namespace boresight::ui {

namespace {

struct Kind {
    app::ChoiceKind kind;
    const char* word;
    const char* none;
    char key;
};
constexpr std::array<Kind, app::choice_kinds> kinds{
    {{app::ChoiceKind::country, "Country", "not told", 'N'},
     {app::ChoiceKind::operated_by, "Operator", "any", 'O'},
     {app::ChoiceKind::hotspot, "Hotspot", "none: choose yours, and its lock commands stand here", 'H'},
     {app::ChoiceKind::microcell, "Microcell", "none", 'M'}}};

const Kind& kind_of(app::ChoiceKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}

// Letters and digits of any alphabet, small where they are ASCII.
std::string key_of(std::string_view text) {
    std::string key;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (code >= 0x80 || std::isalnum(code)) key += static_cast<char>(std::tolower(code));
    }
    return key;
}

std::vector<const app::Choice*> passing(const app::Chosen& chosen, std::string_view typed) {
    std::vector<const app::Choice*> all;
    if (!chosen.among) return all;
    for (const app::Choice& choice : *chosen.among)
        if (passes(choice, typed)) all.push_back(&choice);
    return all;
}

bool key_pressed(ImGuiKey key) {
    const int index = ImGui::GetKeyIndex(key);
    return index >= 0 && ImGui::IsKeyPressed(index);
}

// Up and down belong to the list while its field is typed into.
int move_in_list(ImGuiInputTextCallbackData* data) {
    auto& view = *static_cast<ChooserView*>(data->UserData);
    if (data->EventKey == ImGuiKey_DownArrow) ++view.at;
    if (data->EventKey == ImGuiKey_UpArrow && view.at > 0) --view.at;
    return 0;
}

// Whether Enter was pressed in it.
bool filter_field(ChooserView& view) {
    if (view.just_opened) ImGui::SetKeyboardFocusHere();
    const std::array<char, 64> before = view.filter;
    ImGui::SetNextItemWidth(std::min(ImGui::GetContentRegionAvail().x, 400 * look().scale()));
    const bool entered = ImGui::InputTextWithHint(
        "##filter", "type a part of its name", view.filter.data(), view.filter.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackHistory, move_in_list, &view);
    if (view.filter != before) view.at = std::string_view(view.filter.data()).empty() ? 0 : 1;
    return entered;
}

bool draw_line(std::size_t number, const std::string& name, const std::string& detail, bool chosen, bool at) {
    const float room = ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ScrollbarSize;
    const std::string words = fmt::format("{} {}", at ? ">" : "  ", chosen ? name + "  (chosen)" : name);
    const std::string shown = fitting(words, room);
    const bool pressed = ImGui::Selectable(fmt::format("{}###choice{}", shown, number).c_str(), at);
    const float used = ImGui::CalcTextSize(shown.c_str()).x + 16 * look().scale();
    if (!detail.empty() && used + ImGui::CalcTextSize(detail.c_str()).x < room) {
        ImGui::SameLine(used);
        ImGui::PushStyleColor(ImGuiCol_Text, look().colours().faint);
        ImGui::TextUnformatted(detail.c_str());
        ImGui::PopStyleColor();
    }
    if (at) ImGui::SetScrollHereY();
    return pressed;
}

}  // namespace

bool passes(const app::Choice& choice, std::string_view typed) {
    const std::string all = key_of(choice.name + choice.detail);
    std::size_t begin = 0;
    while (begin < typed.size()) {
        const std::size_t end = std::min(typed.find(' ', begin), typed.size());
        if (all.find(key_of(typed.substr(begin, end - begin))) == std::string::npos) return false;
        begin = end + 1;
    }
    return true;
}

void open_chooser(app::ChoiceKind kind, ChooserView& view) {
    view = {};
    view.open = kind;
    view.just_opened = true;
}

void draw_chosen(const app::Snapshot& snapshot, ChooserView& view) {
    const float half = ImGui::GetContentRegionAvail().x / 2;
    const float left = ImGui::GetCursorPosX();
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const app::Chosen& now = app::chosen(snapshot, kinds[i].kind);
        if (i % 2 == 1) ImGui::SameLine(left + half);
        if (button(kinds[i].word, kinds[i].key)) open_chooser(kinds[i].kind, view);
        ImGui::SameLine();
        const float room = i % 2 == 1 ? ImGui::GetContentRegionAvail().x : left + half - ImGui::GetCursorPosX() - 8;
        ImGui::AlignTextToFramePadding();
        const std::string name = now.name.empty() ? kinds[i].none : now.name;
        text_line(shortened(now.example ? name + " (example)" : name, room), room);
    }
}

std::vector<app::Command> draw_chooser(const app::Snapshot& snapshot, ChooserView& view) {
    std::vector<app::Command> commands;
    const Kind& kind = kind_of(*view.open);
    const app::Chosen& chosen = app::chosen(snapshot, kind.kind);
    ImGui::PushFont(look().large());
    text_line(kind.word);
    ImGui::PopFont();
    const bool entered = filter_field(view);
    if (!view.just_opened && key_pressed(ImGuiKey_Escape)) {
        view.open.reset();
        return commands;
    }
    view.just_opened = false;
    const auto all = passing(chosen, view.filter.data());
    view.at = std::min(view.at, all.size());
    faint_block(all.empty() ? "Nothing of that name is known. Escape leaves."
                            : "Typing filters, arrows move, Enter takes, Escape leaves.");
    std::optional<std::size_t> taken;
    if (entered) taken = view.at;
    ImGui::BeginChild("choices");
    if (draw_line(0, "none", "", chosen.name.empty(), view.at == 0)) taken = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (draw_line(i + 1, all[i]->name, all[i]->detail, all[i]->name == chosen.name, view.at == i + 1))
            taken = i + 1;
    ImGui::EndChild();
    if (!taken) return commands;
    commands.emplace_back(app::Choose{kind.kind, *taken == 0 ? "" : all[*taken - 1]->name});
    view.open.reset();
    return commands;
}

}  // namespace boresight::ui
