// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "cli/db_actions.h"
#include "cli/progress.h"
#include "cli/table.h"
#include "cli/trends_report.h"

namespace boresight::cli {

namespace {

using survey::CellTrend;
using survey::Spread;
using survey::Trends;

constexpr std::size_t most_cells = 20;   // in the list
constexpr std::size_t most_columns = 4;  // cells told hour by hour
constexpr std::size_t most_gaps = 5;

std::string value(const std::optional<Spread>& spread) {
    // 0 is added to what rounds to it from below: no "-0.0".
    return spread ? fmt::format("{:.1f} ± {:.1f}", std::round(10 * spread->median_db) / 10 + 0.0, spread->spread_db)
                  : "";
}

std::string heading(TrendsReport& report) {
    const Trends& trends = report.outcome.trends;
    const std::string round =
        trends.round_s ? fmt::format(", each carrier every {}", spoken_duration(std::round(*trends.round_s))) : "";
    std::string text = paragraph(fmt::format(
        "{}{} to {} ({}), heard by '{}': {} of {}{}.", report.outcome.simulated ? "SIMULATED. " : "",
        report.clock.minute(trends.first_ns), report.clock.minute(trends.last_ns), report.clock.zone(trends.last_ns),
        report.outcome.heard_by, counted(trends.readings, "reading", "readings"),
        counted(static_cast<std::int64_t>(trends.cells.size()), "cell", "cells"), round));
    if (report.outcome.stopped) text += "Stopped by you: what follows is of a part.\n";
    return text;
}

bool several_radios(const Trends& trends) {
    std::set<std::pair<std::string, std::string>> ears;
    for (const CellTrend& cell : trends.cells) ears.insert({cell.radio, cell.antenna});
    return ears.size() > 1;
}

std::string cell_table(TrendsReport& report) {
    const Trends& trends = report.outcome.trends;
    const bool radios = several_radios(trends);
    std::vector<Table::Column> columns{{.heading = "cell"},
                                       {.heading = "level, dB", .align = Align::right},
                                       {.heading = "quality, dB", .align = Align::right},
                                       {.heading = "heard", .align = Align::right},
                                       {.heading = "first heard"},
                                       {.heading = "last heard"}};
    if (radios) columns.push_back({.heading = "radio, antenna"});
    Table table(columns);
    for (std::size_t i = 0; i < std::min(trends.cells.size(), most_cells); ++i) {
        const CellTrend& cell = trends.cells[i];
        const double share =
            static_cast<double>(cell.heard) / static_cast<double>(std::max<std::int64_t>(cell.listened, 1));
        std::vector<std::string> row{cell_name(cell.cell),
                                     value(cell.level),
                                     value(cell.quality),
                                     fmt::format("{:.3g} %", 100 * share),
                                     report.clock.minute(cell.first_heard_ns),
                                     report.clock.minute(cell.last_heard_ns)};
        if (radios) row.push_back(cell.antenna.empty() ? cell.radio : cell.radio + ", " + cell.antenna);
        table.add_row(row);
    }
    std::string text = table.text();
    if (trends.cells.size() > most_cells)
        text += fmt::format("and {} more, which were heard less often\n", trends.cells.size() - most_cells);
    return text + paragraph(fmt::format("Median ± spread. Level ({}) in {}; quality is {}. Heard: of the times that "
                                        "its carrier was listened to.",
                                        level_name(trends), level_words(trends), quality_name(trends)));
}

std::string changes(TrendsReport& report) {
    const Trends& trends = report.outcome.trends;
    std::string text = "\nWhat changed\n";
    const auto words = change_words(trends, report.clock);
    for (const std::string& change : words) text += paragraph(change, "  ");
    if (words.empty()) text += "  nothing beyond the spread\n";
    std::size_t most_days = 0;
    for (const CellTrend& cell : trends.cells) most_days = std::max(most_days, cell.days.size());
    text +=
        most_days < static_cast<std::size_t>(survey::least_days_for_steps)
            ? paragraph(fmt::format("Steps of the level show after {} days; there are {}.",
                                    survey::least_days_for_steps, most_days),
                        "  ")
            : paragraph("A steady cell shows a false step once in 10 000 years, if its days are independent.", "  ");
    return text;
}

std::string gaps(TrendsReport& report) {
    std::vector<survey::ListeningGap> all = report.outcome.trends.gaps;
    if (all.empty()) return "";
    const auto length = [](const survey::ListeningGap& gap) { return gap.until_ns - gap.from_ns; };
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return length(a) > length(b); });
    double sum_s = 0;
    for (const survey::ListeningGap& gap : all) sum_s += static_cast<double>(length(gap)) / 1e9;
    std::string text = fmt::format("\nTimes without listening: {}, {} in all\n", all.size(), spoken_duration(sum_s));
    all.resize(std::min(all.size(), most_gaps));
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.from_ns < b.from_ns; });
    for (const survey::ListeningGap& gap : all)
        text += paragraph(fmt::format("{}: {}", report.clock.minute(gap.from_ns), gap_words(gap)), "  ");
    return text;
}

// "PCI 357 (5110)"
std::string short_name(const store::Cell& cell) {
    const std::string name = cell_name(cell);
    const std::size_t comma = name.find(','), channel = name.find('(');
    if (channel == std::string::npos) return name;
    return name.substr(0, comma) + ' ' + name.substr(channel, name.find(')') + 1 - channel);
}

std::vector<Table::Column> cell_columns(const Trends& trends, const char* first) {
    std::vector<Table::Column> columns{{.heading = first}};
    for (std::size_t i = 0; i < std::min(trends.cells.size(), most_columns); ++i)
        columns.push_back({.heading = short_name(trends.cells[i].cell), .align = Align::right});
    return columns;
}

std::string hours(const Trends& trends) {
    Table table(cell_columns(trends, "hour"));
    for (std::size_t hour = 0; hour < survey::hours_per_day; ++hour) {
        std::vector<std::string> row{fmt::format("{:02}", hour)};
        bool any = false;
        for (std::size_t i = 0; i < std::min(trends.cells.size(), most_columns); ++i) {
            row.push_back(value(trends.cells[i].level_by_hour[hour]));
            any = any || trends.cells[i].level_by_hour[hour];
        }
        if (any) table.add_row(row);
    }
    return "\nLevel by hour of the day, dB\n" + table.text();
}

std::string days(const TrendsReport& report) {
    const Trends& trends = report.outcome.trends;
    std::set<std::int64_t> told;
    for (const CellTrend& cell : trends.cells)
        for (const survey::DayTrend& day : cell.days) told.insert(day.day);
    while (told.size() > static_cast<std::size_t>(report.days)) told.erase(told.begin());
    Table table(cell_columns(trends, "day"));
    for (const std::int64_t number : told) {
        std::vector<std::string> row{date_of_day(number)};
        for (std::size_t i = 0; i < std::min(trends.cells.size(), most_columns); ++i) {
            const auto& all = trends.cells[i].days;
            const auto day =
                std::find_if(all.begin(), all.end(), [&](const survey::DayTrend& one) { return one.day == number; });
            row.push_back(day == all.end() ? "" : day->heard == 0 ? "silent" : value(day->level));
        }
        table.add_row(row);
    }
    return told.empty() ? "" : fmt::format("\nLevel by day, dB (the last {})\n", told.size()) + table.text();
}

}  // namespace

std::string trends_text(TrendsReport& report, const std::string& next_command) {
    const Trends& trends = report.outcome.trends;
    std::string text = heading(report) + '\n' + cell_table(report) + changes(report) + gaps(report) + hours(trends);
    if (report.days > 0) text += days(report);
    return text + "\nNext: " + next_command + '\n';
}

}  // namespace boresight::cli
