// SPDX-License-Identifier: GPL-3.0-or-later
// What became of cells over months as a picture (SVG 1.1): one strip a cell, its level by day with the spread behind
// it, steps and times without listening marked, and its level by hour of the day at the right. Days count from
// 1970-01-01. 900 units wide, light background, no fonts needed but sans-serif. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boresight::report {

struct TrendLevel {
    double median_db = 0;
    double spread_db = 0;
};

struct TrendDay {
    std::int64_t day = 0;
    TrendLevel level;
};

struct TrendStepMark {
    std::int64_t day = 0;  // the first of the new level
    double change_db = 0;
};

struct TrendStrip {
    std::string name;
    std::string words;           // beside the name
    std::vector<TrendDay> days;  // ascending
    std::array<std::optional<TrendLevel>, 24> hours;
    std::vector<TrendStepMark> steps;
};

struct DaySpan {
    double from = 0, until = 0;
};

struct TrendPicture {
    std::string title, subtitle, footnote;
    std::string unit;  // of the levels
    std::int64_t first_day = 0, last_day = 0;
    std::vector<TrendStrip> strips;
    std::vector<DaySpan> gaps;
};

std::string trends_svg(const TrendPicture& picture);

}  // namespace boresight::report
