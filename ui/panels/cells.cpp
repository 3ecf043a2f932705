// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/cells.h"

#include <fmt/format.h>
#include <imgui_internal.h>

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
constexpr std::array<Heading, 10> headings{{{"cell (PCI)", "LTE 503"},
                                            {"operator", "usually T-Mobile or UScellular"},
                                            {"quality (SINR)", "OO very poor -10.9 ± 9.9 dB"},
                                            {"strength (RSRP)", "-100.9 ± 9.9 dBFS"},
                                            {"band (EARFCN)", "66 (66436)"},
                                            {"width", "unknown"},
                                            {"carrier", "1842.5 MHz"},
                                            {"ports", "unknown"},
                                            {"looks", "10000"},
                                            {"quality from -20 to 30 dB", ""}}};
// The same where there are cells of UMTS too: with PSC, Ec/No, RSCP and UARFCN.
constexpr std::array<const char*, 5> wider_words{"cell (PCI, PSC)", "operator", "quality (SINR, Ec/No)",
                                                 "strength (RSRP, RSCP)", "band (channel)"};
// And where there is little room besides.
constexpr std::array<const char*, 5> narrow_words{"cell", "operator", "quality (SINR, Ec/No)", "strength",
                                                  "band (channel)"};
constexpr double least_drawn_db = -20, most_drawn_db = 30, grid_drawn_db = 10;
constexpr std::size_t narrow_columns = 6, middling_columns = 9;
constexpr const char* shortest_operator = "AT&T or other?";
constexpr const char* widest_microcell = "UMTS 503, yours";

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
        case CellColumn::quality:
        case CellColumn::picture: number = row.quality_db.value; break;
        case CellColumn::strength: number = row.strength.value; break;
        case CellColumn::band: number = number_of(row.band); break;
        case CellColumn::width: number = row.bandwidth_mhz.value_or(NAN); break;
        case CellColumn::carrier: number = row.frequency_hz.value_or(NAN); break;
        case CellColumn::ports: number = row.ports > 0 ? row.ports : NAN; break;
        case CellColumn::looks: number = row.n; break;
        case CellColumn::operator_name: break;
    }
    return {!std::isfinite(number), std::isfinite(number) ? number : 0};
}

bool comes_before(const app::CellRow& a, const app::CellRow& b, const CellsView& view) {
    if (view.sorted_by == CellColumn::operator_name) {
        if (a.operator_name.empty() != b.operator_name.empty()) return b.operator_name.empty();
        return view.ascending ? a.operator_name < b.operator_name : b.operator_name < a.operator_name;
    }
    // SINR and Ec/No, RSRP and RSCP aren't held against each other.
    const bool levels = view.sorted_by == CellColumn::quality || view.sorted_by == CellColumn::picture ||
                        view.sorted_by == CellColumn::strength;
    if (levels && a.rat != b.rat) return a.rat == "LTE";
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

// Never more certain than it is: whose carrier this usually is, as a question where that is all there is room for.
std::string operator_words(const app::CellRow& row, float width) {
    if (!row.operator_name.empty()) {
        const std::string before = row.operator_name + ", as heard before";
        if (!row.heard_before) return row.operator_name;
        return ImGui::CalcTextSize(before.c_str()).x <= width ? before : row.operator_name + " (earlier)";
    }
    const std::string& usual = row.usual_operator;
    if (usual.empty()) return "unknown";
    const std::size_t first = usual.find(" or ");
    for (const std::string& words : {"usually " + usual, usual + "?", usual.substr(0, first) + " or other?"})
        if (ImGui::CalcTextSize(words.c_str()).x <= width) return words;
    return first == std::string::npos ? usual + "?" : "several?";
}

// The quality as a mark on a scale, with its 95 % as a line.
void draw_picture(const app::CellRow& row) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = ImGui::GetTextLineHeight();
    if (!(width > 2 * height)) return;
    const auto x_of = [&](double db) {
        const double share =
            (std::clamp(db, least_drawn_db, most_drawn_db) - least_drawn_db) / (most_drawn_db - least_drawn_db);
        return at.x + height / 2 + static_cast<float>(share) * (width - height);
    };
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Colours& colours = look().colours();
    for (double db = least_drawn_db; db <= most_drawn_db; db += grid_drawn_db)
        list.AddLine({x_of(db), at.y}, {x_of(db), at.y + height}, colours.grid, db == 0 ? 2.0F : 1.0F);
    ImGui::Dummy({width, height});
    if (!std::isfinite(row.quality_db.value)) return;
    const float middle = at.y + height / 2;
    const double half = std::isfinite(row.quality_db.sigma) ? 1.96 * row.quality_db.sigma : 0;
    list.AddLine({x_of(row.quality_db.value - half), middle}, {x_of(row.quality_db.value + half), middle}, colours.text,
                 2);
    draw_light(row.quality, {x_of(row.quality_db.value), middle}, height * 0.3F);
}

std::string cell_words(const app::CellRow& row) {
    return fmt::format("{} {}{}", row.rat, row.pci, row.microcell ? ", yours" : "");
}

void draw_row(const app::CellRow& row, std::size_t columns) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    text_line(cell_words(row));
    ImGui::TableNextColumn();
    text_line(operator_words(row, ImGui::GetContentRegionAvail().x));
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
    if (columns == narrow_columns) return;
    ImGui::TableNextColumn();
    text_line(row.frequency_hz && std::isfinite(*row.frequency_hz) ? fmt::format("{:.1f} MHz", *row.frequency_hz / 1e6)
                                                                   : "unknown");
    ImGui::TableNextColumn();
    text_line(row.ports > 0 ? fmt::format("{}", row.ports) : row.rat == "UMTS" ? "-" : "unknown");
    ImGui::TableNextColumn();
    text_line(fmt::format("{}", row.n));
    if (columns == middling_columns) return;
    ImGui::TableNextColumn();
    draw_picture(row);
}

// What is among the cells, for which headings and columns are wider.
struct Among {
    bool umts = false, microcell = false;
};

Among among(const app::Snapshot& snapshot) {
    Among out;
    for (const app::CellRow& row : *snapshot.cells) {
        out.umts = out.umts || row.rat == "UMTS";
        out.microcell = out.microcell || row.microcell;
    }
    return out;
}

const char* heading_words(std::size_t column, bool umts, bool narrow) {
    if (!umts || column >= wider_words.size()) return headings[column].text;
    return narrow ? narrow_words[column] : wider_words[column];
}

float width_of(std::size_t column, const Among& cells, bool narrow = false) {
    const float arrow = ImGui::GetTextLineHeight();  // of the column that it is sorted by
    const char* widest = column == 0 && cells.microcell ? widest_microcell : headings[column].widest;
    return std::max(ImGui::CalcTextSize(heading_words(column, cells.umts, narrow)).x + arrow,
                    ImGui::CalcTextSize(widest).x);
}

// With a picture that takes what is left; without one the operator does.
bool stretches(std::size_t column, std::size_t columns) {
    return column == (columns < headings.size() ? 1 : headings.size() - 1);
}

float shortest_stretched(std::size_t column) {
    return column == 1 ? ImGui::CalcTextSize(shortest_operator).x : width_of(column, {});
}

// What the first so many columns need at least.
float least_width(std::size_t columns, const Among& cells) {
    const Among widened{.umts = false, .microcell = cells.microcell};  // headings of both standards may be cut
    float width = ImGui::GetStyle().ScrollbarSize;
    for (std::size_t column = 0; column < columns; ++column)
        width += 2 * ImGui::GetStyle().CellPadding.x + 1 +
                 (stretches(column, columns) ? shortest_stretched(column) : width_of(column, widened));
    return width;
}

void set_up_columns(std::size_t columns, const Among& cells) {
    const bool narrow = columns == narrow_columns;
    for (std::size_t column = 0; column < columns; ++column) {
        const bool stretched = stretches(column, columns);
        ImGuiTableColumnFlags flags = stretched ? ImGuiTableColumnFlags_WidthStretch : ImGuiTableColumnFlags_WidthFixed;
        if (static_cast<CellColumn>(column) == CellColumn::quality)
            flags |= ImGuiTableColumnFlags_DefaultSort | ImGuiTableColumnFlags_PreferSortDescending;
        ImGui::TableSetupColumn(heading_words(column, cells.umts, narrow), flags,
                                stretched ? 1 : width_of(column, cells, narrow));
    }
    ImGui::TableSetupScrollFreeze(0, 1);
}

// What the keys ask for goes into the table, which shows the arrow.
void sort_by_keys(CellsView& view) {
    if (!view.asked) return;
    ImGui::TableSetColumnSortDirection(
        static_cast<int>(view.asked->column),
        view.asked->ascending ? ImGuiSortDirection_Ascending : ImGuiSortDirection_Descending, false);
    view.asked.reset();
}

void draw_table(const app::Snapshot& snapshot, CellsView& view, float height) {
    const ImGuiTableFlags flags = ImGuiTableFlags_Sortable | ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY |
                                  ImGuiTableFlags_ScrollX | ImGuiTableFlags_BordersInnerV | ImGuiTableFlags_Resizable |
                                  ImGuiTableFlags_PadOuterX;
    const float row = ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().CellPadding.y;
    const float most_rows = static_cast<float>(snapshot.cells->size() + 2);
    const float whole_rows = std::clamp(std::floor(height / row), 2.0F, most_rows) * row;
    const float room = ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ScrollbarSize;
    const Among cells = among(snapshot);
    const std::size_t columns = room >= least_width(headings.size(), cells)    ? headings.size()
                                : room >= least_width(middling_columns, cells) ? middling_columns
                                                                               : narrow_columns;
    const float width = std::max(room, least_width(columns, cells));
    // A table of its own, since widths of columns are kept.
    const std::string name = fmt::format("cells in {}{}", columns, cells.microcell ? " with yours" : "");
    if (!ImGui::BeginTable(name.c_str(), static_cast<int>(columns), flags, {0, whole_rows}, width)) return;
    set_up_columns(columns, cells);
    sort_by_keys(view);
    ImGui::TableHeadersRow();
    follow_sorting(view);
    if (view.ordered != snapshot.cells) put_in_order(snapshot, view);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(view.order.size()));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            draw_row((*snapshot.cells)[view.order[static_cast<std::size_t>(i)]], columns);
    ImGui::EndTable();
    view.columns = columns;
}

void sorting_buttons(CellsView& view) {
    if (button("Sort by the next column", 'B')) {
        const std::size_t next =
            (static_cast<std::size_t>(view.sorted_by) + 1) % std::max<std::size_t>(1, view.columns);
        view.asked = {static_cast<CellColumn>(next), static_cast<CellColumn>(next) != CellColumn::quality};
    }
    ImGui::SameLine();
    if (button("Turn round", 'I')) view.asked = {view.sorted_by, !view.ascending};
    ImGui::SameLine();
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

// What the scan says beside its cells, what the words in the table mean, and what to do next.
std::vector<std::string> notes_of(const app::Snapshot& snapshot, bool running) {
    if (running) return {};
    if (!snapshot.cells)
        return {
            "A scan listens on the bands of the country, or of the operator that you chose, and lists every "
            "cell that is heard. Press S."};
    std::vector<std::string> notes = snapshot.scan_notes;
    const auto& cells = *snapshot.cells;
    if (std::any_of(cells.begin(), cells.end(), [](const app::CellRow& row) { return !row.usual_operator.empty(); }))
        notes.emplace_back(
            "Usually, or a question mark: no cell there said whose it is, and the carrier is usually that operator's.");
    if (!cells.empty()) {
        notes.emplace_back(among(snapshot).umts
                               ? "Strengths (dBFS) compare cells of one band and standard with each other, "
                                 "quality compares all of one standard."
                               : "Strengths (dBFS) compare cells of one band with each other, quality "
                                 "compares all of them.");
        notes.emplace_back("Next: find where to point the antenna: press 3, then A.");
    }
    return notes;
}

std::string heading_words(const app::Snapshot& snapshot, bool running) {
    if (running) return "Looking for cells...";
    if (!snapshot.cells) return "No scan yet.";
    const std::size_t count = snapshot.cells->size();
    const std::string found = count == 0 ? "No cell was found" : fmt::format("{} cell{}", count, count == 1 ? "" : "s");
    return snapshot.scanned.empty() ? found : found + ", " + snapshot.scanned;
}

}  // namespace

std::vector<app::Command> draw_cells(const app::Snapshot& snapshot, CellsView& view) {
    std::vector<app::Command> commands;
    const bool running = app::is_running(snapshot, app::JobKind::scan);
    if (running ? button("Stop the scan", 'S') : button("Scan", 'S')) {
        if (running)
            commands.emplace_back(app::StopJob{app::JobKind::scan});
        else
            commands.emplace_back(app::StartScan{});
    }
    ImGui::SameLine();
    if (snapshot.cells && !snapshot.cells->empty()) sorting_buttons(view);
    ImGui::AlignTextToFramePadding();
    text_line(heading_words(snapshot, running));
    const std::vector<std::string> notes = notes_of(snapshot, running);
    const float height = notes_height(notes);
    if (snapshot.cells && !snapshot.cells->empty())
        draw_table(snapshot, view, std::max(1.0F, ImGui::GetContentRegionAvail().y - height));
    if (notes.empty()) return commands;
    ImGui::BeginChild("notes");
    for (const std::string& note : notes) text_block(note);
    ImGui::EndChild();
    return commands;
}

}  // namespace boresight::ui
