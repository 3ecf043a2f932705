// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/waterfall.h"

#include <algorithm>
#include <cmath>

#include "report/viridis.h"

namespace boresight::ui {

namespace {

constexpr double weakest_share = 0.1, strongest_share = 0.995;  // of a row's bins lie below the ends of the colours
constexpr float least_range_db = 15;
constexpr float following = 0.1F;  // of the way to what the newest row wants
constexpr float same_tuning_bins = 0.5F;

}  // namespace

Waterfall::Waterfall() : pixels_(static_cast<std::size_t>(columns) * lines, IM_COL32_BLACK_TRANS), times_s_(lines) {
    const report::Palette palette = report::viridis();
    std::transform(palette.begin(), palette.end(), colours_.begin(),
                   [](const report::Colour& colour) { return IM_COL32(colour.red, colour.green, colour.blue, 255); });
}

void Waterfall::take(const std::vector<std::shared_ptr<const app::WaterfallRow>>& rows) {
    if (!rows.empty() && rows.back() && rows.back()->number + 1 < next_number_) next_number_ = 0;  // another engine's
    for (const auto& row : rows) {
        if (!row || row->number < next_number_ || row->dbfs_hz.empty() || !(row->step_hz > 0)) continue;
        next_number_ = row->number + 1;
        add(*row);
    }
}

void Waterfall::follow_levels(const app::WaterfallRow& row) {
    std::vector<float> sorted;
    sorted.reserve(row.dbfs_hz.size());
    std::copy_if(row.dbfs_hz.begin(), row.dbfs_hz.end(), std::back_inserter(sorted),
                 [](float db) { return std::isfinite(db); });
    if (sorted.empty()) return;
    const auto level = [&sorted](double share) {
        const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
        std::nth_element(sorted.begin(), at, sorted.end());
        return *at;
    };
    const float low = level(weakest_share), high = std::max(level(strongest_share), low + least_range_db);
    const float share = rows_ == 0 ? 1 : following;
    low_db_ += share * (low - low_db_);
    high_db_ += share * (high - high_db_);
}

void Waterfall::add(const app::WaterfallRow& row) {
    const double span_hz = row.step_hz * static_cast<double>(row.dbfs_hz.size());
    if (std::abs(row.start_hz - start_hz_) > same_tuning_bins * row.step_hz ||
        std::abs(span_hz - span_hz_) > same_tuning_bins * row.step_hz) {
        rows_ = 0;
        start_hz_ = row.start_hz;
        span_hz_ = span_hz;
    }
    follow_levels(row);
    std::uint32_t* line = pixels_.data() + static_cast<std::ptrdiff_t>(next_line_) * columns;
    const std::size_t bins = row.dbfs_hz.size();
    for (std::size_t column = 0; column < columns; ++column) {
        const std::size_t first = column * bins / columns;
        const std::size_t last = std::max(first + 1, (column + 1) * bins / columns);
        float highest = -INFINITY;
        for (std::size_t bin = first; bin < last; ++bin) highest = std::max(highest, row.dbfs_hz[bin]);
        const float share = std::isfinite(highest) ? (highest - low_db_) / (high_db_ - low_db_) : 0;
        line[column] = colours_[static_cast<std::size_t>(std::lround(255 * std::clamp(share, 0.0F, 1.0F)))];
    }
    times_s_[static_cast<std::size_t>(next_line_)] = row.time_s;
    next_line_ = (next_line_ + 1) % lines;
    rows_ = std::min(rows_ + 1, lines);
    changed_ = std::min(changed_ + 1, lines);
}

float Waterfall::row_height(float height_px) {
    return std::max(1.0F, height_px / static_cast<float>(lines));
}

std::optional<double> Waterfall::age_s(float below_px, float height_px) const {
    const int row = static_cast<int>(below_px / row_height(height_px));
    if (!(below_px >= 0) || row >= rows_) return std::nullopt;
    const auto time_of = [this](int back) {
        return times_s_[static_cast<std::size_t>((next_line_ + 2 * lines - 1 - back) % lines)];
    };
    const double age = time_of(0) - time_of(row);
    const bool known = std::isfinite(age) && (row == 0 ? age == 0 : age > 0);
    return known ? std::optional(age) : std::nullopt;
}

void Waterfall::draw(ImDrawList& list, ImVec2 low, ImVec2 high, double low_hz, double high_hz) const {
    if (rows_ == 0 || !(span_hz_ > 0) || !(high_hz > low_hz)) return;
    const auto at_share = [&](double hz) { return static_cast<float>((hz - start_hz_) / span_hz_); };
    const float left = std::clamp(at_share(low_hz), 0.0F, 1.0F), right = std::clamp(at_share(high_hz), 0.0F, 1.0F);
    const auto x_of = [&](float share) {
        const double hz = start_hz_ + share * span_hz_;
        return low.x + static_cast<float>((hz - low_hz) / (high_hz - low_hz)) * (high.x - low.x);
    };
    const float row_px = row_height(high.y - low.y);
    float y = low.y;
    int line = next_line_, left_over = std::min(rows_, static_cast<int>((high.y - low.y) / row_px));
    // The newest line first; at the ring's beginning it goes on at the end. Upside down: lines run towards the past.
    while (left_over > 0) {
        const int count = std::min(left_over, line == 0 ? lines : line);
        const int end = line == 0 ? lines : line;
        const float below = y + static_cast<float>(count) * row_px;
        list.AddImage(texture_, {x_of(left), y}, {x_of(right), below}, {left, static_cast<float>(end) / lines},
                      {right, static_cast<float>(end - count) / lines});
        y = below;
        left_over -= count;
        line = end - count;
    }
}

std::optional<Waterfall::Changed> Waterfall::take_changed() {
    if (changed_ == 0) return std::nullopt;
    const Changed changed{(next_line_ + lines - changed_) % lines, changed_};
    changed_ = 0;
    return changed;
}

}  // namespace boresight::ui
