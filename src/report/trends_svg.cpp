// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/trends_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "platform/utc_time.h"
#include "report/axis.h"
#include "report/svg.h"

namespace boresight::report {

namespace {

constexpr double width = 900, left = 64, right = 642, hours_left = 700, hours_right = 880;
constexpr double title_y = 26, subtitle_y = 46, legend_y = 68, first_strip_y = 84;
constexpr double name_room = 22, plot_height = 92, between = 18, axis_room = 40, footnote_room = 22;
constexpr double least_range_db = 6;
constexpr double character_width = 6.4;
constexpr std::int64_t ns_per_day = 86'400'000'000'000;
constexpr int most_day_ticks = 7;

constexpr const char* frame = R"(fill="none" stroke="#888888")";
constexpr const char* grid_line = R"(stroke="#e4e4e4")";
constexpr const char* level_line = R"(fill="none" stroke="#1f4e79" stroke-width="1.5")";
constexpr const char* level_fill = R"(fill="#1f4e79")";
constexpr const char* spread_fill = R"(fill="#1f4e79" fill-opacity="0.20")";
constexpr const char* step_line = R"(fill="none" stroke="#c2410c" stroke-width="1.5" stroke-dasharray="5 3")";
constexpr const char* gap_fill = R"(fill="#888888" fill-opacity="0.25")";
constexpr const char* small = R"(font-size="11" fill="#444444")";

std::string date(std::int64_t day) {
    return format_utc(day * ns_per_day).substr(0, 10);
}

std::int64_t days_between_ticks(std::int64_t days) {
    for (const std::int64_t step : {1, 2, 7, 14, 28, 56, 91, 182})
        if (days / step < most_day_ticks) return step;
    return days / most_day_ticks + 1;
}

class TrendDrawing {
public:
    explicit TrendDrawing(const TrendPicture& picture) : picture_(picture) {}

    std::string draw() {
        svg_.text(left, title_y, Anchor::start, picture_.title, R"(font-size="16" font-weight="bold")");
        svg_.text(left, subtitle_y, Anchor::start, picture_.subtitle);
        draw_legend();
        top_ = first_strip_y;
        for (const TrendStrip& strip : picture_.strips) {
            draw_strip(strip);
            top_ += name_room + plot_height + between;
        }
        const double axis_y = top_ - between;
        if (!picture_.strips.empty()) draw_axes(axis_y);
        double height = axis_y + axis_room;
        if (!picture_.footnote.empty()) {
            height += footnote_room;
            svg_.text(left, height - 7, Anchor::start, picture_.footnote, R"(font-size="11" fill="#555555")");
        }
        return svg_.document(width, height);
    }

private:
    double days() const { return static_cast<double>(picture_.last_day - picture_.first_day + 1); }
    double x_of(double day) const {
        const double share = (day - static_cast<double>(picture_.first_day)) / days();
        return left + std::clamp(share, 0.0, 1.0) * (right - left);
    }
    double middle_of(std::int64_t day) const { return x_of(static_cast<double>(day) + 0.5); }
    double bottom() const { return top_ + name_room + plot_height; }
    double y_of(double db) const {
        return bottom() - (std::clamp(db, low_db_, high_db_) - low_db_) / (high_db_ - low_db_) * plot_height;
    }

    void draw_legend() {
        double x = left;
        const auto words = [&](const std::string& text) {
            svg_.text(x + 27, legend_y, Anchor::start, text);
            x += 46 + character_width * static_cast<double>(text.size());
        };
        svg_.horizontal(legend_y - 4, x, x + 22, level_line);
        words("median");
        svg_.rectangle(x, legend_y - 10, 22, 11, spread_fill);
        words("spread (1 sigma)");
        svg_.horizontal(legend_y - 4, x, x + 22, step_line);
        words("step");
        svg_.rectangle(x, legend_y - 10, 22, 11, gap_fill);
        words("nobody listened");
    }

    void choose_scale(const TrendStrip& strip) {
        double lowest = INFINITY, highest = -INFINITY;
        const auto include = [&](const TrendLevel& level) {
            lowest = std::min(lowest, level.median_db - level.spread_db);
            highest = std::max(highest, level.median_db + level.spread_db);
        };
        for (const TrendDay& day : strip.days) include(day.level);
        for (const auto& hour : strip.hours)
            if (hour) include(*hour);
        if (!(lowest <= highest)) lowest = highest = 0;
        const double spare = std::max(0.0, least_range_db - (highest - lowest)) / 2;
        low_db_ = std::floor(lowest - spare - 0.5);
        high_db_ = std::ceil(highest + spare + 0.5);
    }

    void draw_strip(const TrendStrip& strip) {
        choose_scale(strip);
        svg_.text(left, top_ + 14, Anchor::start, strip.name, R"(font-weight="bold")");
        const double words_x = left + 14 + 7.4 * static_cast<double>(strip.name.size());
        svg_.text(words_x, top_ + 14, Anchor::start, strip.words, small);
        const double plot_top = top_ + name_room;
        for (const Tick& tick : ticks_between(low_db_, high_db_, 4)) {
            svg_.horizontal(y_of(tick.value), left, right, grid_line);
            svg_.horizontal(y_of(tick.value), hours_left, hours_right, grid_line);
            svg_.text(left - 6, y_of(tick.value) + 4, Anchor::end, tick.text, small);
            svg_.text(hours_left - 6, y_of(tick.value) + 4, Anchor::end, tick.text, small);
        }
        for (const DaySpan& gap : picture_.gaps)
            svg_.rectangle(x_of(gap.from), plot_top, std::max(x_of(gap.until) - x_of(gap.from), 0.5), plot_height,
                           gap_fill);
        draw_days(strip.days);
        draw_hours(strip);
        draw_steps(strip.steps);
        svg_.rectangle(left, plot_top, right - left, plot_height, frame);
        svg_.rectangle(hours_left, plot_top, hours_right - hours_left, plot_height, frame);
    }

    // Days without a level break the line.
    void draw_days(const std::vector<TrendDay>& all) {
        for (std::size_t from = 0; from < all.size();) {
            std::size_t to = from + 1;
            while (to < all.size() && all[to].day == all[to - 1].day + 1) ++to;
            draw_run(all, from, to);
            from = to;
        }
    }

    void draw_run(const std::vector<TrendDay>& all, std::size_t from, std::size_t to) {
        if (to - from == 1) {
            const auto& [day, level] = all[from];
            const double y = y_of(level.median_db + level.spread_db);
            svg_.rectangle(middle_of(day) - 1, y, 2, y_of(level.median_db - level.spread_db) - y, spread_fill);
            svg_.rectangle(middle_of(day) - 1.5, y_of(level.median_db) - 1.5, 3, 3, level_fill);
            return;
        }
        std::string line, band, back;
        for (std::size_t i = from; i < to; ++i) {
            const auto& [day, level] = all[i];
            const char command = i == from ? 'M' : 'L';
            line += fmt::format("{}{:.1f} {:.1f}", command, middle_of(day), y_of(level.median_db));
            band += fmt::format("{}{:.1f} {:.1f}", command, middle_of(day), y_of(level.median_db + level.spread_db));
            back = fmt::format("L{:.1f} {:.1f}", middle_of(day), y_of(level.median_db - level.spread_db)) + back;
        }
        svg_.path(band + back + 'Z', spread_fill);
        svg_.path(line, level_line);
    }

    void draw_hours(const TrendStrip& strip) {
        const double step = (hours_right - hours_left) / 24;
        for (std::size_t hour = 0; hour < strip.hours.size(); ++hour) {
            if (!strip.hours[hour]) continue;
            const TrendLevel& level = *strip.hours[hour];
            const double x = hours_left + step * static_cast<double>(hour);
            const double y = y_of(level.median_db + level.spread_db);
            svg_.rectangle(x + 0.8, y, step - 1.6, y_of(level.median_db - level.spread_db) - y, spread_fill);
            svg_.rectangle(x + 0.8, y_of(level.median_db) - 1, step - 1.6, 2, level_fill);
        }
    }

    void draw_steps(const std::vector<TrendStepMark>& steps) {
        for (const TrendStepMark& step : steps) {
            const double x = x_of(static_cast<double>(step.day));
            svg_.vertical(x, top_ + name_room, bottom(), step_line);
            const bool at_right = x > (left + right) / 2;
            svg_.text(at_right ? x - 4 : x + 4, bottom() - 5, at_right ? Anchor::end : Anchor::start,
                      fmt::format("{:+.1f} dB, {}", step.change_db, date(step.day)),
                      R"(font-size="11" fill="#c2410c")");
        }
    }

    void draw_axes(double y) {
        const std::int64_t step = days_between_ticks(picture_.last_day - picture_.first_day);
        for (std::int64_t day = picture_.first_day; day <= picture_.last_day; day += step) {
            svg_.vertical(middle_of(day), y, y + 4, frame);
            svg_.text(std::max(middle_of(day), left + 20), y + 16, Anchor::middle, date(day), small);
        }
        svg_.text((left + right) / 2, y + 33, Anchor::middle, "day");
        for (int hour = 0; hour <= 24; hour += 6) {
            const double x = hours_left + (hours_right - hours_left) * hour / 24;
            svg_.vertical(x, y, y + 4, frame);
            svg_.text(x, y + 16, Anchor::middle, std::to_string(hour), small);
        }
        svg_.text((hours_left + hours_right) / 2, y + 33, Anchor::middle, "hour of the day");
        svg_.turned_text(18, (first_strip_y + y) / 2, picture_.unit);
    }

    const TrendPicture& picture_;
    double top_ = 0, low_db_ = 0, high_db_ = 0;
    Svg svg_;
};

}  // namespace

std::string trends_svg(const TrendPicture& picture) {
    return TrendDrawing(picture).draw();
}

}  // namespace boresight::report
