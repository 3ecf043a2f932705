// SPDX-License-Identifier: GPL-3.0-or-later
// The cells that a scan found, as a table that sorts by any column; strengths and qualities with their spread, quality
// as a traffic light with its word. Inside a frame of Dear ImGui only. One thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "app/command.h"
#include "app/snapshot.h"

namespace boresight::ui {

enum class CellColumn { cell, operator_name, quality, strength, band, width, carrier, ports, looks, picture };

struct CellsView {
    CellColumn sorted_by = CellColumn::quality;
    bool ascending = false;
    std::size_t columns = 6;  // that are shown: a narrow window has fewer

    // What a key has asked for, until the table has taken it.
    struct Sorting {
        CellColumn column;
        bool ascending;
    };
    std::optional<Sorting> asked;

    // Order in which rows are shown, of the list it was made for.
    std::vector<std::size_t> order;
    std::shared_ptr<const std::vector<app::CellRow>> ordered;
};

std::vector<app::Command> draw_cells(const app::Snapshot& snapshot, CellsView& view);

}  // namespace boresight::ui
