// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/spectrum_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "dsp/core/decibel.h"
#include "report/axis.h"
#include "report/mark_lanes.h"
#include "report/svg.h"
#include "report/waterfall_image.h"

namespace boresight::report {

namespace {

using dsp::db_from_power;

constexpr double width = 800, left = 58, right = 784;
constexpr double scale_room = 48;  // right of the waterfall, for its colours
constexpr double title_y = 22, subtitle_y = 40, legend_y = 60, lanes_y = 72, lane_height = 17;
constexpr double plot_height = 290, waterfall_height = 190, axis_room = 40, between = 14, footnote_room = 20;
constexpr double lowest_range_db = 20;  // of the scale, however flat the spectrum is
constexpr double empty_low_db = -200, empty_high_db = -100;

constexpr const char* mean_line = R"(fill="none" stroke="#1f5fa8" stroke-width="1.3" stroke-linejoin="round")";
constexpr const char* mean_reach = R"(fill="#1f5fa8" fill-opacity="0.3")";
constexpr const char* hold_line = R"(fill="none" stroke="#d9822b" stroke-width="1.1" stroke-linejoin="round")";
constexpr const char* floor_line = R"(stroke="#444444" stroke-dasharray="5 3")";
constexpr const char* grid_line = R"(stroke="#dddddd" stroke-width="0.7")";
constexpr const char* frame = R"(fill="none" stroke="#888888")";
constexpr const char* small = R"(font-size="11")";

// What the bins of one column of the picture hold, in dBFS/Hz.
struct Column {
    double lowest, mean, highest;
};

std::vector<Column> columns_of(const std::vector<float>& densities, std::size_t count) {
    std::vector<Column> columns;
    for (std::size_t c = 0; c < count; ++c) {
        const auto begin = densities.begin() + static_cast<std::ptrdiff_t>(c * densities.size() / count);
        const auto end = densities.begin() + static_cast<std::ptrdiff_t>((c + 1) * densities.size() / count);
        double sum = 0;
        for (auto it = begin; it != end; ++it) sum += *it;
        columns.push_back({db_from_power(*std::min_element(begin, end)),
                           db_from_power(sum / static_cast<double>(end - begin)),
                           db_from_power(*std::max_element(begin, end))});
    }
    return columns;
}

class SpectrumDrawing {
public:
    explicit SpectrumDrawing(const SpectrumPicture& picture)
        : picture_(picture), spectrum_(*picture.spectrum), right_(picture.waterfall ? right - scale_room : right) {
        const double origin_hz = picture.center_frequency_hz.value_or(0), half_hz = spectrum_.sample_rate_hz / 2;
        low_hz_ = origin_hz - half_hz;
        high_hz_ = origin_hz + half_hz;
        lanes_ = arrange_marks(picture.marks, left, right_, [this](double hz) { return x_of(hz); });
        top_ = lanes_y + static_cast<double>(lanes_.lanes) * lane_height + 4;
        bottom_ = top_ + plot_height;
        column_count_ = std::min(spectrum_.bins(), static_cast<std::size_t>(right_ - left));
        mean_ = columns_of(spectrum_.mean, column_count_);
        if (picture.max_hold) hold_ = columns_of(spectrum_.maximum, column_count_);
        choose_scale();
    }

    std::string draw() {
        svg_.text(left, title_y, Anchor::start, picture_.title, R"(font-size="16" font-weight="bold")");
        svg_.text(left, subtitle_y, Anchor::start, picture_.subtitle);
        draw_legend();
        draw_marks();
        draw_filter_edges();
        draw_grid();
        draw_curves();
        svg_.rectangle(left, top_, right_ - left, plot_height, frame);
        double axis_y = bottom_;
        if (picture_.waterfall && spectrum_.rows() > 0) {
            axis_y = bottom_ + between + waterfall_height;
            draw_waterfall(bottom_ + between);
        }
        draw_frequency_axis(axis_y);
        double height = axis_y + axis_room;
        if (!picture_.footnote.empty()) {
            height += footnote_room;
            svg_.text(left, height - 7, Anchor::start, picture_.footnote, R"(font-size="11" fill="#555555")");
        }
        return svg_.document(width, height);
    }

private:
    double x_of(double hz) const { return left + (hz - low_hz_) / (high_hz_ - low_hz_) * (right_ - left); }
    double y_of(double db) const {
        return bottom_ - (std::clamp(db, low_db_, high_db_) - low_db_) / (high_db_ - low_db_) * plot_height;
    }
    double column_x(std::size_t column) const {
        return left + (static_cast<double>(column) + 0.5) / static_cast<double>(column_count_) * (right_ - left);
    }
    std::vector<Tick> frequency_ticks() const { return ticks_between(low_hz_ / 1e6, high_hz_ / 1e6, 9); }

    void choose_scale() {
        double lowest = INFINITY, highest = -INFINITY;
        const auto include = [&](double db) {
            if (!std::isfinite(db)) return;
            lowest = std::min(lowest, db);
            highest = std::max(highest, db);
        };
        for (const Column& column : mean_) {
            include(column.mean);
            include(column.highest);
        }
        for (const Column& column : hold_) include(column.highest);
        if (!(lowest <= highest)) {
            lowest = empty_low_db;
            highest = empty_high_db;
        }
        low_db_ = 5 * std::floor((lowest - 3) / 5);
        high_db_ = std::max(5 * std::ceil((highest + 2) / 5), low_db_ + lowest_range_db);
    }

    void draw_legend() {
        double x = left;
        const auto entry = [&](const char* line, const std::string& words) {
            svg_.horizontal(legend_y - 4, x, x + 22, line);
            svg_.text(x + 27, legend_y, Anchor::start, words);
            x += 45 + static_cast<double>(words.size()) * character_width;
        };
        entry(mean_line, "mean");
        if (picture_.max_hold) entry(hold_line, "highest seen");
        if (picture_.floor_density > 0)
            entry(floor_line,
                  fmt::format("{} {:.1f} dBFS/Hz", picture_.floor_name, db_from_power(picture_.floor_density)));
        if (picture_.filter_edge_hz > 0) {
            svg_.rectangle(x, legend_y - 10, 22, 11, R"(fill="#e6e6e6" stroke="#cccccc")");
            svg_.text(x + 27, legend_y, Anchor::start, "edge of the radio's filter");
        }
    }

    void draw_marks() {
        for (const PlacedMark& mark : lanes_.marks) {
            const double y = lanes_y + static_cast<double>(mark.lane) * lane_height;
            const char* colour = mark.carrier ? "#2e8b57" : "#8a6fc1";
            svg_.rectangle(mark.low_x, top_, mark.high_x - mark.low_x, plot_height,
                           fmt::format(R"(fill="{}" fill-opacity="{}")", colour, mark.carrier ? 0.13 : 0.05));
            svg_.rectangle(mark.low_x, y + 12, std::max(mark.high_x - mark.low_x, 1.0), 3,
                           fmt::format(R"(fill="{}")", colour));
            svg_.text(mark.text_x, y + 9, Anchor::middle, mark.name, small);
        }
    }

    void draw_filter_edges() {
        if (!(picture_.filter_edge_hz > 0)) return;
        const double middle_hz = (low_hz_ + high_hz_) / 2;
        constexpr const char* style = R"(fill="#888888" fill-opacity="0.16")";
        const double from = x_of(middle_hz - picture_.filter_edge_hz), to = x_of(middle_hz + picture_.filter_edge_hz);
        svg_.rectangle(left, top_, from - left, plot_height, style);
        svg_.rectangle(to, top_, right_ - to, plot_height, style);
    }

    void draw_grid() {
        for (const Tick& tick : ticks_between(low_db_, high_db_, 8)) {
            svg_.horizontal(y_of(tick.value), left, right_, grid_line);
            svg_.text(left - 6, y_of(tick.value) + 4, Anchor::end, tick.text);
        }
        svg_.turned_text(15, (top_ + bottom_) / 2, "power density in dBFS/Hz");
        for (const Tick& tick : frequency_ticks()) svg_.vertical(x_of(tick.value * 1e6), top_, bottom_, grid_line);
    }

    void draw_frequency_axis(double y) {
        for (const Tick& tick : frequency_ticks()) {
            svg_.vertical(x_of(tick.value * 1e6), y, y + 4, frame);
            svg_.text(x_of(tick.value * 1e6), y + 17, Anchor::middle, tick.text);
        }
        svg_.text((left + right_) / 2, y + 33, Anchor::middle,
                  picture_.center_frequency_hz ? "frequency in MHz" : "offset from the middle of the recording in MHz");
    }

    std::string line_through(const std::vector<Column>& columns, double Column::*level) const {
        std::string d;
        for (std::size_t c = 0; c < columns.size(); ++c)
            d += fmt::format("{}{:.1f} {:.1f}", c == 0 ? 'M' : 'L', column_x(c), y_of(columns[c].*level));
        return d;
    }

    // The mean of a column as a line, what its bins reach from and to as a band behind it: a spur stays to be seen.
    void draw_curves() {
        if (mean_.empty()) return;
        if (picture_.max_hold) svg_.path(line_through(hold_, &Column::highest), hold_line);
        std::string reach = line_through(mean_, &Column::highest);
        for (std::size_t c = mean_.size(); c-- > 0;)
            reach += fmt::format("L{:.1f} {:.1f}", column_x(c), y_of(mean_[c].lowest));
        svg_.path(reach + 'Z', mean_reach);
        svg_.path(line_through(mean_, &Column::mean), mean_line);
        if (picture_.floor_density > 0)
            svg_.horizontal(y_of(db_from_power(picture_.floor_density)), left, right_, floor_line);
    }

    void draw_waterfall(double y) {
        const WaterfallImage image = waterfall_image(spectrum_, column_count_, picture_.floor_density);
        svg_.image(left, y, right_ - left, waterfall_height, image.png_base64);
        svg_.rectangle(left, y, right_ - left, waterfall_height, frame);
        const double seconds = spectrum_.row_seconds * static_cast<double>(spectrum_.rows());
        const bool in_ms = seconds < 2;
        const double span = in_ms ? seconds * 1e3 : seconds;
        for (const Tick& tick : ticks_between(0, span, 5))
            svg_.text(left - 6, y + 4 + tick.value / span * waterfall_height, Anchor::end, tick.text);
        svg_.turned_text(15, y + waterfall_height / 2, in_ms ? "time in ms" : "time in s");
        const double scale_x = right_ + 8;
        svg_.image(scale_x, y, 10, waterfall_height, image.scale_base64);
        for (const Tick& tick : ticks_between(image.low_db, image.high_db, 6)) {
            const double share = (image.high_db - tick.value) / (image.high_db - image.low_db);
            svg_.text(scale_x + 13, y + 4 + share * waterfall_height, Anchor::start, tick.text, small);
        }
    }

    const SpectrumPicture& picture_;
    const dsp::spectrum::Spectrum& spectrum_;
    double right_;
    double low_hz_ = 0, high_hz_ = 0;
    MarkLanes lanes_;
    double top_ = 0, bottom_ = 0;
    std::size_t column_count_ = 0;
    std::vector<Column> mean_, hold_;
    double low_db_ = 0, high_db_ = 0;
    Svg svg_;
};

}  // namespace

std::string spectrum_svg(const SpectrumPicture& picture) {
    return SpectrumDrawing(picture).draw();
}

}  // namespace boresight::report
