// SPDX-License-Identifier: GPL-3.0-or-later
// A small table of words whose columns are as wide as their texts. Where they don't fit beside each other each row is
// told in two lines, headings before their values, so that nothing is cut. Inside a frame of Dear ImGui only.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace boresight::ui {

struct TextColumn {
    const char* heading;
    const char* said;  // before the value where rows are told in lines; empty: the value speaks for itself
};

// Each row has a text a column.
void text_table(const char* id, std::span<const TextColumn> columns, const std::vector<std::vector<std::string>>& rows);

}  // namespace boresight::ui
