// SPDX-License-Identifier: GPL-3.0-or-later
// The waterfall as pixels: a ring of rows, the newest drawn at the top, in colours of viridis between two levels that
// follow the data. Rows are taken from a snapshot once, by their number. It draws as an image whose texture belongs to
// whoever owns the graphics: pixels that changed since take_changed() was called last are those to hand on. Rows of
// another tuning than the newest are dropped. Memory: 2 MB. One thread.
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "app/snapshot.h"

namespace boresight::ui {

class Waterfall {
public:
    static constexpr int columns = 1024, lines = 512;

    Waterfall();

    void take(const std::vector<std::shared_ptr<const app::WaterfallRow>>& rows);

    // The part of what it shows that lies between two frequencies, over the rectangle.
    void draw(ImDrawList& list, ImVec2 low, ImVec2 high, double low_hz, double high_hz) const;

    // How long before the newest row the one was taken that is drawn so far below the top of a picture of this height;
    // nothing where there is none.
    std::optional<double> age_s(float below_px, float height_px) const;

    const std::vector<std::uint32_t>& pixels() const { return pixels_; }  // RGBA, `columns` by `lines`
    int rows() const { return rows_; }

    struct Changed {
        int first = 0, count = 0;  // lines; at the end of the ring it goes on at line 0
    };
    std::optional<Changed> take_changed();

    void set_texture(ImTextureID texture) { texture_ = texture; }

private:
    void add(const app::WaterfallRow& row);
    void follow_levels(const app::WaterfallRow& row);
    static float row_height(float height_px);

    std::array<std::uint32_t, 256> colours_;
    std::vector<std::uint32_t> pixels_;
    std::vector<double> times_s_;  // of each line
    ImTextureID texture_ = nullptr;
    std::uint64_t next_number_ = 0;  // of the first row that wasn't taken yet
    double start_hz_ = 0, span_hz_ = 0;
    float low_db_ = 0, high_db_ = 0;
    int next_line_ = 0;
    int rows_ = 0;
    int changed_ = 0;
};

}  // namespace boresight::ui
