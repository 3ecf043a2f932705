// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "cli/trends_report.h"
#include "report/trends_svg.h"

namespace boresight::cli {

namespace {

using survey::CellTrend;

constexpr std::size_t most_strips = 10;

report::TrendLevel level_of(const survey::Spread& spread) {
    return {.median_db = spread.median_db, .spread_db = spread.spread_db};
}

report::TrendStrip strip_of(const CellTrend& cell) {
    report::TrendStrip strip;
    strip.name = cell_name(cell.cell);
    if (cell.level) strip.words = fmt::format("{:.1f} ± {:.1f} dB", cell.level->median_db, cell.level->spread_db);
    strip.words += fmt::format(", heard {} of {} times{}{}", cell.heard, cell.listened, cell.is_new ? ", new" : "",
                               cell.vanished ? ", vanished" : "");
    for (const survey::DayTrend& day : cell.days)
        if (day.level) strip.days.push_back({day.day, level_of(*day.level)});
    for (std::size_t hour = 0; hour < strip.hours.size(); ++hour)
        if (cell.level_by_hour[hour]) strip.hours[hour] = level_of(*cell.level_by_hour[hour]);
    for (const survey::CellStep& step : cell.steps)
        if (step.of == survey::StepOf::level) strip.steps.push_back({step.step.first_day_after, step.step.change_db});
    return strip;
}

}  // namespace

std::string trends_picture(TrendsReport& report) {
    const survey::Trends& trends = report.outcome.trends;
    report::TrendPicture picture;
    picture.title = fmt::format("{}Cells from {} to {}", report.outcome.simulated ? "SIMULATED: " : "",
                                report.clock.minute(trends.first_ns).substr(0, 10),
                                report.clock.minute(trends.last_ns).substr(0, 10));
    picture.subtitle = fmt::format("{} readings, heard by '{}'; days and hours in {}", trends.readings,
                                   report.outcome.heard_by, report.clock.zone(trends.last_ns));
    picture.unit = fmt::format("level ({}) in {}", level_name(trends), level_words(trends));
    picture.first_day = report.clock(trends.first_ns).day;
    picture.last_day = report.clock(trends.last_ns).day;
    for (std::size_t i = 0; i < std::min(trends.cells.size(), most_strips); ++i)
        picture.strips.push_back(strip_of(trends.cells[i]));
    if (trends.cells.size() > most_strips)
        picture.footnote =
            fmt::format("{} more cells, heard less often, are in the text", trends.cells.size() - most_strips);
    for (const survey::ListeningGap& gap : trends.gaps)
        picture.gaps.push_back({.from = report.clock.days(gap.from_ns), .until = report.clock.days(gap.until_ns)});
    return report::trends_svg(picture);
}

}  // namespace boresight::cli
