// SPDX-License-Identifier: GPL-3.0-or-later
// One cell as several pieces heard it, and the means over them, for LTE and UMTS alike: levels averaged in power,
// weighted by what they rest on; spreads never smaller than the pieces' own disagreement. Pure; any thread.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "dsp/core/decibel.h"
#include "survey/either_standard.h"

namespace boresight::survey {

constexpr double half_subcarrier_hz = 7.5e3;  // what cells of one carrier may differ by, where it has no name

template <class Found>
struct Hearing {
    const Found* cell;
    const Stretch* stretch;
};
template <class Found>
using HearingsOf = std::vector<Hearing<Found>>;
template <class Cell>
double hearing_weight(const Cell& cell) {
    return std::max(1, cell.n);
}

// level_db(cell): of one piece.
template <class Found, class Level>
double mean_db(const HearingsOf<Found>& hearings, const Level& level_db) {
    double power = 0, total = 0;
    for (const auto& heard : hearings) {
        power += hearing_weight(heard.cell->cell) * dsp::power_from_db(level_db(heard.cell->cell));
        total += hearing_weight(heard.cell->cell);
    }
    return dsp::db_from_power(power / total);
}

// Of the mean: from the pieces' own spreads, or from how much the pieces differ if that is more.
template <class Found, class Level, class Sigma>
double sigma_of_mean_db(const HearingsOf<Found>& hearings, const Level& level_db, const Sigma& sigma_db) {
    double own = 0, total = 0, sum = 0, squares = 0;
    for (const auto& heard : hearings) {
        const double w = hearing_weight(heard.cell->cell), level = level_db(heard.cell->cell);
        own += std::pow(w * sigma_db(heard.cell->cell), 2);
        total += w;
        sum += level;
        squares += level * level;
    }
    const auto count = static_cast<double>(hearings.size());
    const double variance = std::max(0.0, (squares - sum * sum / count) / (count - 1));
    return std::max(std::sqrt(own) / total, std::sqrt(variance / count));
}

template <class Found, class Cell>
void average_offset(const HearingsOf<Found>& hearings, Cell& out) {
    double sum = 0, total = 0;
    for (const auto& heard : hearings) {
        const double w = 1 / std::max(1e-6, std::pow(heard.cell->cell.cfo_sigma_hz, 2));
        sum += w * heard.cell->cell.cfo_hz;
        total += w;
    }
    out.cfo_hz = sum / total;
    out.cfo_sigma_hz = std::sqrt(1 / total);
}

// Moves a cell's first frame back to the first one of its segment; returns by how many frames.
template <class Cell>
int rewind_to_first_frame(const Stretch& stretch, double sample_rate_hz, Cell& out) {
    constexpr double frame_s = 0.01;  // of LTE and UMTS
    const double frame = sample_rate_hz * (1 + out.clock_ppm.value_or(0) * 1e-6) * frame_s;
    const double frames = std::floor((out.frame_start_sample - static_cast<double>(stretch.segment_start)) / frame);
    if (frames < 1) return 0;
    out.frame_start_sample -= frames * frame;
    return static_cast<int>(frames);
}

// Groups of hearings of one cell each, in the order in which they were heard first.
template <class Found>
std::vector<HearingsOf<Found>> group_hearings(const std::vector<Stretch>& stretches,
                                              std::vector<Found> Stretch::*cells) {
    std::vector<HearingsOf<Found>> groups;
    for (const Stretch& stretch : stretches)
        for (const Found& cell : stretch.*cells) {
            const auto known = std::find_if(groups.begin(), groups.end(), [&](const HearingsOf<Found>& group) {
                return same_cell(*group.front().cell, cell, half_subcarrier_hz);
            });
            if (known == groups.end())
                groups.push_back({{&cell, &stretch}});
            else
                known->push_back({&cell, &stretch});
        }
    return groups;
}

// What one of `cells` said of itself holds for it in every stretch.
template <class Found>
void share_announced(const std::vector<Found>& cells, std::vector<Stretch>& stretches,
                     std::vector<Found> Stretch::*heard_cells) {
    for (Stretch& stretch : stretches)
        for (Found& heard : stretch.*heard_cells)
            for (const Found& cell : cells)
                if (cell.cell.system_info && same_cell(cell, heard, half_subcarrier_hz)) {
                    heard.cell.system_info = cell.cell.system_info;
                    heard.operated_by = cell.operated_by;
                }
}

template <class Found>
void sort_by_strength(std::vector<Found>& cells) {
    std::stable_sort(cells.begin(), cells.end(),
                     [](const Found& a, const Found& b) { return strength_dbfs(a.cell) > strength_dbfs(b.cell); });
}

}  // namespace boresight::survey
