// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string>

#include "ui/controls.h"

namespace boresight::ui {

namespace {

struct Tab {
    Panel panel;
    const char* name;
    char key;
};
constexpr std::array<Tab, 4> tabs{{{Panel::listen, "Listen", '1'},
                                   {Panel::cells, "Cells", '2'},
                                   {Panel::aim, "Aim", '3'},
                                   {Panel::advise, "Advise", '4'}}};

constexpr float most_message_lines = 4;

struct HelpLine {
    const char* keys;
    const char* what;
};
constexpr HelpLine help_lines[]{{"1 2 3 4", "Listen, Cells, Aim, Advise"},
                                {"L", "listen, pause"},
                                {", and .", "1 MHz lower, higher"},
                                {"- + G", "less gain, more, find the best"},
                                {"S", "scan, stop the scan"},
                                {"B, I", "sort by the next column, turn round"},
                                {"A, R", "start a sweep, go on with one"},
                                {"Enter, K", "the antenna is there; skip this stop"},
                                {"X", "stop the sweep; what was measured is kept"},
                                {"E", "check it, once the bolts are tight"},
                                {"P", "sweep as a picture or a table"},
                                {"V", "what to lock"},
                                {"N O H M", "choose country, operator, hotspot, microcell"},
                                {"Q U C F", "copy query, undo, lock, verify"},
                                {"D", "message understood"},
                                {"T", "dark, or light for the sun"},
                                {"?", "these keys, and back"},
                                {"arrows, Space", "move between buttons, press one"},
                                {"Page Up, Down", "scroll"},
                                {"Ctrl Q", "close; a sweep can go on later"}};

void draw_tabs(WindowView& view, Look& look) {
    for (const Tab& tab : tabs) {
        const bool shown = view.panel == tab.panel;
        if (shown) ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_ButtonActive));
        const bool chosen = button(tab.name, tab.key);
        if (shown) ImGui::PopStyleColor();
        if (chosen) {
            view.panel = tab.panel;
            view.advise.chooser.open.reset();
        }
        ImGui::SameLine();
    }
    if (button(look.theme() == Theme::dark ? "Light" : "Dark", 'T'))
        look.set_theme(look.theme() == Theme::dark ? Theme::light : Theme::dark);
    ImGui::SameLine();
    if (button("Help", '?') || (view.help && escape_pressed())) view.help = !view.help;
}

void draw_source(const app::SourceInfo& source) {
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    const float room = ImGui::GetContentRegionAvail().x;
    text_line(source.label.empty() ? "no radio" : shortened(source.label, room));
}

// Across the whole window, so that no picture of it can be taken for the air.
void draw_simulated() {
    const Colours& colours = look().colours();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = ImGui::GetTextLineHeight() + 4;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + width, at.y + height}, colours.warning_ground);
    const char* const word = "SIMULATED";
    const char* const words = "SIMULATED: a made world, nothing here was heard on the air";
    const float middle = ImGui::CalcTextSize(words).x, side = ImGui::CalcTextSize(word).x;
    const bool all_fit = middle + 2 * side + 48 < width;
    const char* const shown = middle < width ? words : word;
    const float shown_width = middle < width ? middle : side;
    list.PushClipRect(at, {at.x + width, at.y + height}, true);
    list.AddText({at.x + (width - shown_width) / 2, at.y + 2}, colours.warning_text, shown);
    if (all_fit) {
        list.AddText({at.x + 8, at.y + 2}, colours.warning_text, word);
        list.AddText({at.x + width - side - 8, at.y + 2}, colours.warning_text, word);
    }
    list.PopClipRect();
    ImGui::Dummy({width, height});
}

const char* job_name(app::JobKind kind) {
    switch (kind) {
        case app::JobKind::listen: return "Listening";
        case app::JobKind::scan: return "Scanning";
        case app::JobKind::aim: return "Sweeping";
        case app::JobKind::advise: break;
    }
    return "Advising";
}

std::string job_words(const app::JobInfo& job) {
    std::string words = job_name(job.kind);
    if (job.state == app::JobState::stopping) words += ", stopping";
    if (!job.doing.empty()) words += ": " + job.doing;
    if (job.seconds_left && std::isfinite(*job.seconds_left))
        words += fmt::format(", {:.0f} s left", *job.seconds_left);
    return words;
}

bool has_bar(const app::JobInfo& job) {
    return (job.state == app::JobState::running || job.state == app::JobState::stopping) && job.share_done &&
           std::isfinite(*job.share_done);
}

const app::Message* latest_message(const app::Snapshot& snapshot) {
    return snapshot.messages.empty() ? nullptr : &snapshot.messages.back();
}

std::string message_words(const app::Message& message) {
    return (message.weight == app::Weight::error ? "Error: " : "") + message.text;
}

// Whole lines, no more than four: the rest is scrolled to.
float message_height(const app::Message& message) {
    const float width = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize("Understood [D]").x -
                        ImGui::GetStyle().ItemSpacing.x - 2 * ImGui::GetStyle().FramePadding.x;
    const float line = ImGui::GetTextLineHeight();
    const float wanted = ImGui::CalcTextSize(message_words(message).c_str(), nullptr, false, std::max(1.0F, width)).y;
    return std::clamp(wanted, line, most_message_lines * line);
}

float footer_height(const app::Snapshot& snapshot) {
    const auto bars = std::count_if(snapshot.jobs.begin(), snapshot.jobs.end(), has_bar);
    float height = static_cast<float>(bars) * ImGui::GetFrameHeightWithSpacing();
    if (const app::Message* message = latest_message(snapshot))
        height += std::max(ImGui::GetFrameHeight(), message_height(*message) + ImGui::GetStyle().FramePadding.y) +
                  ImGui::GetStyle().ItemSpacing.y;
    return height;
}

void draw_message(const app::Message& message, std::vector<app::Command>& commands) {
    const Colours& colours = look().colours();
    const float height = message_height(message);
    if (button("Understood", 'D')) commands.emplace_back(app::Dismiss{message.number});
    ImGui::SameLine();
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ImGui::GetStyle().FramePadding.y);
    ImGui::PushStyleColor(ImGuiCol_Text, message.weight == app::Weight::note ? colours.text : colours.bad);
    ImGui::BeginChild("message", {0, height});
    text_block(message_words(message));
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

void draw_footer(const app::Snapshot& snapshot, std::vector<app::Command>& commands) {
    for (const app::JobInfo& job : snapshot.jobs) {
        if (!has_bar(job)) continue;
        const std::string words = fitting(job_words(job), ImGui::GetContentRegionAvail().x - 16);
        ImGui::ProgressBar(std::clamp(static_cast<float>(*job.share_done), 0.0F, 1.0F), ImVec2(-1, 0), words.c_str());
    }
    if (const app::Message* message = latest_message(snapshot)) draw_message(*message, commands);
}

// In two columns where one is too long.
void draw_help() {
    const Look& now = look();
    large_line("Keys");
    const ImVec2 room = ImGui::GetContentRegionAvail(), low = ImGui::GetCursorPos();
    const std::size_t count = std::size(help_lines);
    const float least = ImGui::GetTextLineHeight(), keys = 130 * now.scale();
    const float line = std::clamp(room.y / static_cast<float>(count), least, ImGui::GetTextLineHeightWithSpacing());
    const bool one = static_cast<float>(count) * line <= room.y;
    const std::size_t a_column = one ? count : (count + 1) / 2;
    const float width = one ? room.x : room.x / 2;
    for (std::size_t i = 0; i < count; ++i) {
        const ImVec2 at{low.x + width * static_cast<float>(i / a_column),
                        low.y + line * static_cast<float>(i % a_column)};
        ImGui::SetCursorPos(at);
        text_line(help_lines[i].keys, keys);
        ImGui::SetCursorPos({at.x + keys, at.y});
        text_line(help_lines[i].what, width - keys - 8);
    }
}

std::vector<app::Command> draw_panel(const app::Snapshot& snapshot, WindowView& view) {
    switch (view.panel) {
        case Panel::listen: return draw_listen(snapshot, view.listen);
        case Panel::cells: return draw_cells(snapshot, view.cells);
        case Panel::aim: return draw_aim(snapshot, view.aim);
        case Panel::advise: break;
    }
    if (view.advise.chooser.open) return draw_chooser(snapshot, view.advise.chooser);
    return draw_advise(snapshot, view.advise);
}

// From a verdict to the advice on it.
void follow_to_advice(WindowView& view, std::vector<app::Command>& commands) {
    if (!view.aim.to_advice) return;
    view.aim.to_advice = false;
    view.panel = Panel::advise;
    commands.emplace_back(app::StartAdvise{});
}

}  // namespace

std::vector<app::Command> draw_window(const app::Snapshot& snapshot, WindowView& view, Look& look) {
    std::vector<app::Command> commands;
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({std::max(1.0F, display.x), std::max(1.0F, display.y)});
    ImGui::Begin("boresight", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    draw_tabs(view, look);
    draw_source(snapshot.source);
    if (snapshot.source.simulated) draw_simulated();
    const float footer = footer_height(snapshot);
    ImGui::BeginChild("panel", {0, std::max(1.0F, ImGui::GetContentRegionAvail().y - footer)});
    if (view.help)
        draw_help();
    else
        commands = draw_panel(snapshot, view);
    follow_to_advice(view, commands);
    ImGui::EndChild();
    draw_footer(snapshot, commands);
    ImGui::End();
    return commands;
}

}  // namespace boresight::ui
