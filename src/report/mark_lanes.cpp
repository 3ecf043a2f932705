// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/mark_lanes.h"

#include <algorithm>

namespace boresight::report {

namespace {

constexpr double label_character_width = 5.9;  // of the smaller text of names
constexpr double gap = 8;                      // between neighbours in one lane

}  // namespace

MarkLanes arrange_marks(const std::vector<SpectrumMark>& marks, double left, double right,
                        const std::function<double(double)>& x_of) {
    MarkLanes result;
    std::vector<std::vector<std::pair<double, double>>> taken;  // per lane
    for (const SpectrumMark& mark : marks) {
        PlacedMark placed{.name = mark.name,
                          .low_x = std::max(x_of(mark.low_hz), left),
                          .high_x = std::min(x_of(mark.high_hz), right),
                          .carrier = mark.carrier};
        if (!(placed.low_x < placed.high_x)) continue;
        const auto most = static_cast<std::size_t>((right - left) / label_character_width);
        if (placed.name.size() > most) placed.name = placed.name.substr(0, most - 3) + "...";
        const double half = static_cast<double>(placed.name.size()) * label_character_width / 2;
        placed.text_x =
            std::clamp((placed.low_x + placed.high_x) / 2, left + half, std::max(right - half, left + half));
        const double from = std::min(placed.low_x, placed.text_x - half) - gap / 2;
        const double to = std::max(placed.high_x, placed.text_x + half) + gap / 2;
        const auto free = std::find_if(taken.begin(), taken.end(), [&](const auto& lane) {
            return std::none_of(lane.begin(), lane.end(),
                                [&](const auto& other) { return from < other.second && other.first < to; });
        });
        placed.lane = static_cast<std::size_t>(free - taken.begin());
        if (free == taken.end()) taken.emplace_back();
        taken[placed.lane].emplace_back(from, to);
        result.marks.push_back(std::move(placed));
    }
    result.lanes = taken.size();
    return result;
}

}  // namespace boresight::report
