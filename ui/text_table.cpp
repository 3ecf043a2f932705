// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text_table.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/controls.h"

namespace boresight::ui {

namespace {

float width_of(const std::string& text) {
    return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

std::vector<float> widths_of(std::span<const TextColumn> columns, const std::vector<std::vector<std::string>>& rows) {
    std::vector<float> widths;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        float width = width_of(columns[c].heading);
        for (const auto& row : rows) width = std::max(width, width_of(row[c]));
        widths.push_back(std::ceil(width) + 1);
    }
    return widths;
}

// The first column, then the others with what is said before them.
void tell(std::span<const TextColumn> columns, const std::vector<std::string>& row) {
    text_block(row.front());
    std::string rest;
    for (std::size_t c = 1; c < columns.size(); ++c) {
        if (row[c].empty()) continue;
        rest +=
            (rest.empty() ? "" : ", ") + std::string(columns[c].said) + (*columns[c].said == '\0' ? "" : ": ") + row[c];
    }
    ImGui::Indent();
    if (!rest.empty()) faint_block(rest);
    ImGui::Unindent();
}

}  // namespace

void text_table(const char* id, std::span<const TextColumn> columns,
                const std::vector<std::vector<std::string>>& rows) {
    if (rows.empty()) return;
    const std::vector<float> widths = widths_of(columns, rows);
    float needed = 0;
    for (const float width : widths) needed += width + 2 * ImGui::GetStyle().CellPadding.x + 1;
    if (needed > ImGui::GetContentRegionAvail().x) {
        for (const auto& row : rows) tell(columns, row);
        return;
    }
    const ImGuiTableFlags flags = ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingFixedFit |
                                  ImGuiTableFlags_NoHostExtendX | ImGuiTableFlags_PadOuterX;
    if (!ImGui::BeginTable(id, static_cast<int>(columns.size()), flags)) return;
    for (std::size_t c = 0; c < columns.size(); ++c)
        ImGui::TableSetupColumn(columns[c].heading, ImGuiTableColumnFlags_WidthFixed, widths[c]);
    ImGui::TableHeadersRow();
    for (const auto& row : rows) {
        ImGui::TableNextRow();
        for (const std::string& text : row) {
            ImGui::TableNextColumn();
            ImGui::TextUnformatted(text.data(), text.data() + text.size());
        }
    }
    ImGui::EndTable();
}

}  // namespace boresight::ui
