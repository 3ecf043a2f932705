// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

#include "ui/controls.h"
#include "ui/look.h"

namespace boresight::ui {

namespace {

struct Heading {
    const char* text;
    const char* widest;  // of what usually stands below; empty: takes what is left
};
// By CellColumn.
constexpr std::array<Heading, 6> headings{{{"cell (PCI)", "LTE 503"},
                                           {"operator", ""},
                                           {"quality (SINR)", "OO very poor -10.9 ± 9.9 dB"},
                                           {"strength (RSRP)", "-100.9 ± 9.9 dBFS"},
                                           {"band (EARFCN)", "66 (66436)"},
                                           {"width", "unknown"}}};
constexpr const char* shortest_operator = "Operator 00";

double number_of(const std::string& band) {
    double number = 0;
    const auto [end, fault] = std::from_chars(band.data(), band.data() + band.size(), number);
    return fault == std::errc() ? number : INFINITY;
}

// What isn't known goes last, whichever way it is sorted.
struct Key {
    bool unknown = false;
    double number = 0;
};

Key key_of(const app::CellRow& row, CellColumn column) {
    double number = NAN;
    switch (column) {
        case CellColumn::cell: number = row.pci; break;
        case CellColumn::quality: number = row.quality_db.value; break;
        case CellColumn::strength: number = row.strength.value; break;
        case CellColumn::band: number = number_of(row.band); break;
        case CellColumn::width: number = row.bandwidth_mhz.value_or(NAN); break;
        case CellColumn::operator_name: break;
    }
    return {!std::isfinite(number), std::isfinite(number) ? number : 0};
}

bool comes_before(const app::CellRow& a, const app::CellRow& b, const CellsView& view) {
    if (view.sorted_by == CellColumn::operator_name) {
        if (a.operator_name.empty() != b.operator_name.empty()) return b.operator_name.empty();
        return view.ascending ? a.operator_name < b.operator_name : b.operator_name < a.operator_name;
    }
    const Key left = key_of(a, view.sorted_by), right = key_of(b, view.sorted_by);
    if (left.unknown != right.unknown) return right.unknown;
    return view.ascending ? left.number < right.number : right.number < left.number;
}

void put_in_order(const app::Snapshot& snapshot, CellsView& view) {
    const std::vector<app::CellRow>& cells = *snapshot.cells;
    view.order.resize(cells.size());
    std::iota(view.order.begin(), view.order.end(), std::size_t{0});
    std::stable_sort(view.order.begin(), view.order.end(),
                     [&](std::size_t a, std::size_t b) { return comes_before(cells[a], cells[b], view); });
    view.ordered = snapshot.cells;
}

void follow_sorting(CellsView& view) {
    ImGuiTableSortSpecs* specs = ImGui::TableGetSortSpecs();
    if (specs == nullptr || !specs->SpecsDirty || specs->SpecsCount < 1) return;
    view.sorted_by = static_cast<CellColumn>(specs->Specs[0].ColumnIndex);
    view.ascending = specs->Specs[0].SortDirection == ImGuiSortDirection_Ascending;
    view.ordered.reset();
    specs->SpecsDirty = false;
}

void draw_row(const app::CellRow& row) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    text_line(fmt::format("{} {}", row.rat, row.pci));
    ImGui::TableNextColumn();
    text_line(row.operator_name.empty() ? "unknown" : row.operator_name);
    ImGui::TableNextColumn();
    quality_light(row.quality);
    ImGui::SameLine();
    text_line(with_spread(row.quality_db, "dB"));
    ImGui::TableNextColumn();
    text_line(with_spread(row.strength, row.strength_unit.c_str()));
    ImGui::TableNextColumn();
    std::string band = row.band.empty() ? "unknown" : row.band;
    if (row.earfcn) band += fmt::format(" ({})", *row.earfcn);
    text_line(band);
    ImGui::TableNextColumn();
    text_line(row.bandwidth_mhz && std::isfinite(*row.bandwidth_mhz) ? fmt::format("{:g} MHz", *row.bandwidth_mhz)
                                                                     : "unknown");
}

float width_of(const Heading& heading) {
    const float arrow = ImGui::GetTextLineHeight();  // of the column that it is sorted by
    return std::max(ImGui::CalcTextSize(heading.text).x + arrow, ImGui::CalcTextSize(heading.widest).x);
}

// What the columns need at least.
float least_width() {
    float width = ImGui::CalcTextSize(shortest_operator).x + ImGui::GetStyle().ScrollbarSize;
    for (const Heading& heading : headings) {
        width += 2 * ImGui::GetStyle().CellPadding.x + 1;
        if (*heading.widest != '\0') width += width_of(heading);
    }
    return width;
}

void set_up_columns() {
    for (std::size_t column = 0; column < headings.size(); ++column) {
        const bool stretched = *headings[column].widest == '\0';
        ImGuiTableColumnFlags flags = stretched ? ImGuiTableColumnFlags_WidthStretch : ImGuiTableColumnFlags_WidthFixed;
        if (static_cast<CellColumn>(column) == CellColumn::quality)
            flags |= ImGuiTableColumnFlags_DefaultSort | ImGuiTableColumnFlags_PreferSortDescending;
        ImGui::TableSetupColumn(headings[column].text, flags, stretched ? 1 : width_of(headings[column]));
    }
    ImGui::TableSetupScrollFreeze(0, 1);
}

void draw_table(const app::Snapshot& snapshot, CellsView& view, float height) {
    const ImGuiTableFlags flags = ImGuiTableFlags_Sortable | ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY |
                                  ImGuiTableFlags_ScrollX | ImGuiTableFlags_BordersInnerV | ImGuiTableFlags_Resizable |
                                  ImGuiTableFlags_PadOuterX;
    const float row = ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().CellPadding.y;
    const float whole_rows = std::max(2.0F, std::floor(height / row)) * row;
    const float room = ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ScrollbarSize;
    const float width = std::max(room, least_width());
    if (!ImGui::BeginTable("cells", static_cast<int>(headings.size()), flags, {0, whole_rows}, width)) return;
    set_up_columns();
    ImGui::TableHeadersRow();
    follow_sorting(view);
    if (view.ordered != snapshot.cells) put_in_order(snapshot, view);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(view.order.size()));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            draw_row((*snapshot.cells)[view.order[static_cast<std::size_t>(i)]]);
    ImGui::EndTable();
}

// What the notes take, but no more than a third of the room.
float notes_height(const std::vector<std::string>& notes) {
    const ImVec2 room = ImGui::GetContentRegionAvail();
    float height = 0;
    for (const std::string& note : notes)
        height += ImGui::CalcTextSize(note.c_str(), nullptr, false, std::max(1.0F, room.x)).y +
                  ImGui::GetStyle().ItemSpacing.y;
    return std::min(height, room.y / 3);
}

}  // namespace

std::vector<app::Command> draw_cells(const app::Snapshot& snapshot, CellsView& view) {
    std::vector<app::Command> commands;
    const bool running = app::is_running(snapshot, app::JobKind::scan);
    if (running ? button("Stop the scan", 'S') : button("Scan", 'S')) {
        if (running)
            commands.push_back(app::StopJob{app::JobKind::scan});
        else
            commands.push_back(app::StartScan{});
    }
    ImGui::SameLine();
    if (!snapshot.cells) {
        text_line(running ? "Looking for cells..." : "No scan yet.");
    } else {
        const std::size_t count = snapshot.cells->size();
        text_line(count == 0 ? "No cell was found." : fmt::format("{} cell{}", count, count == 1 ? "" : "s"));
    }
    const float notes = notes_height(snapshot.scan_notes);
    if (snapshot.cells && !snapshot.cells->empty())
        draw_table(snapshot, view, std::max(1.0F, ImGui::GetContentRegionAvail().y - notes));
    if (!snapshot.scan_notes.empty()) {
        ImGui::BeginChild("notes");
        for (const std::string& note : snapshot.scan_notes) faint_block(note);
        ImGui::EndChild();
    }
    return commands;
}

}  // namespace boresight::ui
