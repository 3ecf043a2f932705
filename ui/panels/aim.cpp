// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/aim.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/controls.h"
#include "ui/look.h"
#include "ui/plot/polar_plot.h"
#include "ui/text_table.h"

namespace boresight::ui {

namespace {

constexpr float plot_share = 0.56F;       // of the width while it goes on
constexpr float roomy_px = 480;           // a column that takes large type
constexpr float plot_share_done = 0.42F;  // afterwards words need more

const char* const safety =
    "Before you climb: stay away from power lines by more than the mast's length, leave when a thunderstorm is near, "
    "don't work on a roof or ladder alone, and power amplifiers down before touching a cable.";

const char* use_words(app::StopUse use) {
    switch (use) {
        case app::StopUse::ring: return "around the circle";
        case app::StopUse::reference: return "the first direction again, to see drift";
        case app::StopUse::fine: return "near the best direction";
        case app::StopUse::elevation: return "comparing tilts";
        case app::StopUse::check: return "checking it, bolts tight";
        case app::StopUse::polarization: break;
    }
    return "comparing polarizations";
}

void large_text(const std::string& text, ImU32 colour) {
    ImGui::PushFont(look().large());
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    text_block(text);
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void giant_text(const std::string& text, ImU32 colour) {
    ImGui::PushFont(look().giant());
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::TextUnformatted(fitting(text, ImGui::GetContentRegionAvail().x).c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

std::string tilt_text(double elevation_deg) {
    if (std::abs(elevation_deg) < 0.5) return "level";
    return fmt::format("tilted {:.0f}° {}", std::abs(elevation_deg), elevation_deg > 0 ? "up" : "down");
}

void draw_next(const app::AimState& aim) {
    const Colours& colours = look().colours();
    const app::AimNext& next = *aim.next;
    const bool hold = aim.phase == app::AimPhase::holding;
    large_text(hold                                  ? "Hold still at"
               : aim.phase == app::AimPhase::turning ? "Turning to"
                                                     : "Turn the antenna to",
               colours.next);
    giant_text(degrees_text(next.azimuth_deg), colours.next);
    if (!next.polarization.empty()) large_text(next.polarization, colours.text);
    if (next.elevation_deg) large_text(tilt_text(*next.elevation_deg), colours.text);
    text_block(next.use == app::StopUse::check
                   ? fmt::format("The antenna is to stay there: {}.", use_words(next.use))
                   : fmt::format("Stop {} of about {}: {}.", next.nth, next.of_planned, use_words(next.use)));
    if (hold) {
        const float share = aim.hold_share && std::isfinite(*aim.hold_share)
                                ? std::clamp(static_cast<float>(*aim.hold_share), 0.0F, 1.0F)
                                : 0;
        ImGui::ProgressBar(share, ImVec2(-1, 0), "measuring");
    }
}

// The three things that one may do; buttons stand below each other where the column is narrow.
void draw_buttons(const app::Snapshot& snapshot, AimView& view, std::vector<app::Command>& commands) {
    const app::AimState& aim = snapshot.aim;
    if (!app::is_running(snapshot, app::JobKind::aim)) {
        if (button(aim.phase == app::AimPhase::idle ? "Start the sweep" : "Sweep again", 'A'))
            commands.emplace_back(app::StartAim{});
        if (aim.can_check) {
            beside_if_it_fits("Check it", "E");
            if (button("Check it", 'E')) commands.emplace_back(app::CheckAim{});
        }
        if (aim.can_resume) {
            beside_if_it_fits("Go on with the sweep", "R");
            if (button("Go on with the sweep", 'R')) commands.emplace_back(app::StartAim{.resume = true});
        }
        if (aim.phase != app::AimPhase::done || aim.can_resume) return;
        beside_if_it_fits("What to lock", "V");
        view.to_advice = button("What to lock", 'V');
        return;
    }
    if (aim.phase == app::AimPhase::asking) {
        if (button("I am there", "Enter", enter_pressed())) commands.emplace_back(app::AntennaIsThere{});
        beside_if_it_fits("Skip this stop", "K");
        if (button("Skip this stop", 'K')) commands.emplace_back(app::SkipStop{});
    }
    if (button("Stop the sweep", 'X')) commands.emplace_back(app::StopJob{app::JobKind::aim});
}

// What is known so far, in numbers; when all is over the sentence says it.
void draw_estimate(const app::AimState& aim) {
    const std::optional<app::Interval>& best = aim.recommended_deg;
    if (best && std::isfinite(best->low) && std::isfinite(best->high))
        text_block(fmt::format("Best {}, between {} and {} (95 %).", degrees_text(best->value), degrees_text(best->low),
                               degrees_text(best->high)));
    if (aim.gain_over_present_db) text_block("Over now: " + interval_text(*aim.gain_over_present_db, "dB") + ", 95 %.");
    if (aim.p_no_direction && std::isfinite(*aim.p_no_direction))
        text_block(*aim.p_no_direction < 0.01
                       ? std::string("Chance that no direction is better: below 1 %")
                       : fmt::format("Chance that no direction is better: {:.0f} %", 100 * *aim.p_no_direction));
}

// How the ways to mount it compare, and what a second visit says of drift: below the picture, where there is room.
std::vector<std::string> comparisons(const app::AimState& aim) {
    std::vector<std::string> lines;
    if (!aim.mounts.empty()) {
        std::string line = "Compared with " + aim.mounts.front().name + ":";
        for (const app::AimMount& mount : aim.mounts)
            if (&mount != &aim.mounts.front())
                line += fmt::format("{} {} {}", &mount == &aim.mounts[1] ? "" : ";", mount.name,
                                    mount.better_db ? interval_text(*mount.better_db, "dB") : "not yet");
        lines.push_back(line + ".");
    }
    if (!aim.tilt.empty()) lines.push_back(aim.tilt);
    if (!aim.revisit.empty()) lines.push_back(aim.revisit);
    return lines;
}

// What the check has found, in a colour and in its word.
void draw_check(const app::AimState& aim) {
    if (aim.check == app::CheckWord::none) return;
    const Colours& colours = look().colours();
    const bool pass = aim.check == app::CheckWord::pass;
    large_text(pass                                ? "PASS"
               : aim.check == app::CheckWord::fail ? "FAIL"
                                                   : "NOT TOLD",
               pass                                ? colours.good
               : aim.check == app::CheckWord::fail ? colours.bad
                                                   : colours.middling);
    text_block(aim.check_sentence);
}

void draw_lock(const app::AimState& aim) {
    if (aim.lock.empty()) return;
    text_block("Lock: " + aim.lock);
    if (!aim.undo.empty()) text_block("Undo: " + aim.undo);
}

void draw_tables(const app::AimState& aim) {
    if (aim.fit_db.empty()) return;  // before there is a fit they say nothing
    constexpr TextColumn cell_columns[]{{"cell", ""},
                                        {"direction (95 %)", "direction"},
                                        {"gain over now (95 %)", "over now"},
                                        {"no direction", "no direction"}};
    std::vector<std::vector<std::string>> rows;
    for (const app::AimCellRow& row : aim.cells)
        rows.push_back({(row.leading ? "* " : "  ") + row.carrier + (row.carrier.empty() ? "" : ", ") + row.cell,
                        row.direction, row.gain, row.no_direction});
    ImGui::Spacing();
    text_table("cells", cell_columns, rows);
    if (!rows.empty())
        faint_block("* the antenna is aimed by this cell. No direction: the chance that none is better.");
    constexpr TextColumn carrier_columns[]{{"carrier", ""},
                                           {"best at", "best at"},
                                           {"SINR there (95 %)", "SINR"},
                                           {"one layer, empty", "one layer of an empty cell"},
                                           {"best with", "best with"}};
    rows.clear();
    for (const app::AimCarrierRow& row : aim.carriers)
        rows.push_back({row.carrier, row.best_at, row.sinr, row.capacity, row.best_with});
    ImGui::Spacing();
    text_table("carriers", carrier_columns, rows);
    if (!rows.empty()) faint_block("Best with: the chance that this carrier carries most. An estimate, not a speed.");
}

// `compared`: how the ways to mount it compare stands elsewhere.
void draw_verdict(const app::AimState& aim, bool compared) {
    const Colours& colours = look().colours();
    const bool done = aim.phase == app::AimPhase::done;
    if (done) draw_check(aim);
    if (aim.verdict == app::VerdictWord::point && aim.recommended_deg && done) {
        large_text(aim.scale == "true" ? "Point to, from true north" : "Point to your mark", colours.recommended);
        giant_text(degrees_text(aim.point_to_deg.value_or(aim.recommended_deg->value)), colours.recommended);
    }
    const bool roomy = ImGui::GetContentRegionAvail().x > roomy_px * look().scale();
    if (!aim.sentence.empty()) {
        if (done && roomy)
            large_text(aim.sentence, colours.text);
        else
            text_block(aim.sentence);
    }
    if (!done || aim.sentence.empty()) draw_estimate(aim);
    draw_lock(aim);
    // Before what may be left unread where the window is low.
    if (!aim.next_step.empty() && done) text_block("Next: " + aim.next_step);
    if (!compared)
        for (const std::string& line : comparisons(aim)) text_block(line);
    for (const std::string& trouble : aim.troubles) warning_block(trouble);
    draw_tables(aim);
    for (const std::string& note : aim.notes) faint_block(note);
}

void draw_stop_table(const app::AimState& aim) {
    const ImGuiTableFlags flags =
        ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY | ImGuiTableFlags_ScrollX | ImGuiTableFlags_SizingFixedFit;
    if (!ImGui::BeginTable("stops", 3, flags, ImGui::GetContentRegionAvail())) return;
    ImGui::TableSetupScrollFreeze(0, 1);
    for (const char* heading : {"direction", "strength", "stop"}) ImGui::TableSetupColumn(heading);
    ImGui::TableHeadersRow();
    for (const app::AimStop& stop : aim.stops) {
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        ImGui::TextUnformatted(degrees_text(stop.azimuth_deg).c_str());
        ImGui::TableNextColumn();
        ImGui::TextUnformatted(stop.level_db ? with_spread(*stop.level_db, "dB").c_str() : "not heard");
        ImGui::TableNextColumn();
        ImGui::TextUnformatted(fmt::format("{}{}", use_words(stop.use), stop.doubted ? ", doubted" : "").c_str());
    }
    ImGui::EndTable();
}

// Of texts in as many lines as they take.
float height_of(const std::vector<std::string>& texts, float width) {
    float height = 0;
    for (const std::string& text : texts)
        height += ImGui::CalcTextSize(text.c_str(), nullptr, false, std::max(1.0F, width)).y +
                  ImGui::GetStyle().ItemSpacing.y;
    return height;
}

// The picture, with the legend and, where a third of the height is enough for them, the comparisons below it; whether
// they were shown.
bool draw_picture(const app::AimState& aim) {
    std::string legend =
        fmt::format("Degrees on the {} scale, rings of 10 dB, wedge 95 %. Open dot: doubted. Cross: not heard.",
                    shortened(aim.scale, ImGui::GetContentRegionAvail().x / 3));
    const ImVec2 low = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const std::string whole = legend + (aim.reach_deg ? " Grey: out of the mount's reach." : "");
    if (height_of({whole}, room.x) < room.y / 3) legend = whole;
    std::vector<std::string> below = comparisons(aim);
    below.push_back(legend);
    const bool fits = height_of(below, room.x) < room.y / 3;
    if (!fits) below = {legend};
    const float height = std::min(height_of(below, room.x), room.y / 3);
    draw_polar(aim, low, {low.x + room.x, low.y + room.y - height});
    ImGui::SetCursorScreenPos({low.x, std::max(low.y, low.y + room.y - height)});
    for (std::size_t i = 0; i + 1 < below.size(); ++i) text_block(below[i]);
    faint_block(legend);
    return fits;
}

// Whether the comparisons were shown.
bool draw_left(const app::AimState& aim, AimView& view) {
    if (button(view.table ? "As a picture" : "As a table", 'P')) view.table = !view.table;
    if (!aim.cell.empty()) {
        ImGui::SameLine();
        text_line(shortened(aim.cell, ImGui::GetContentRegionAvail().x));
    }
    if (!view.table) return draw_picture(aim);
    draw_stop_table(aim);
    return false;
}

}  // namespace

std::vector<app::Command> draw_aim(const app::Snapshot& snapshot, AimView& view) {
    std::vector<app::Command> commands;
    const app::AimState& aim = snapshot.aim;
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const bool over = aim.phase == app::AimPhase::done && !aim.cells.empty();
    const float share = over ? plot_share_done : plot_share;
    ImGui::BeginChild("picture", {std::max(1.0F, room.x * share), 0}, false, ImGuiWindowFlags_NoScrollbar);
    const bool compared = draw_left(aim, view);
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginChild("words");
    const bool running = app::is_running(snapshot, app::JobKind::aim);
    if (running && aim.next && aim.phase != app::AimPhase::done) draw_next(aim);
    draw_buttons(snapshot, view, commands);
    if (running && aim.phase == app::AimPhase::thinking) text_block("Weighing what was heard...");
    if (!running && aim.phase == app::AimPhase::idle) faint_block(safety);
    draw_verdict(aim, compared);
    scroll_by_keys();
    ImGui::EndChild();
    return commands;
}

}  // namespace boresight::ui
