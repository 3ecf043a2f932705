// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/waterfall_image.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "dsp/core/decibel.h"
#include "report/png.h"
#include "report/viridis.h"

namespace boresight::report {

namespace {

constexpr double weakest_share = 0.05;     // of the pixels lie below the weakest colour,
constexpr double below_floor_db = 25;      // which is at most so far below the floor
constexpr double strongest_share = 0.998;  // of the pixels lie below the strongest colour
constexpr double least_range_db = 15;
constexpr double empty_db = -200;

std::vector<double> levels_of(const dsp::spectrum::Spectrum& spectrum, std::size_t columns) {
    std::vector<double> levels;
    levels.reserve(spectrum.rows() * columns);
    for (std::size_t r = 0; r < spectrum.rows(); ++r)
        for (std::size_t c = 0; c < columns; ++c) {
            const std::size_t first = c * spectrum.bins() / columns, last = (c + 1) * spectrum.bins() / columns;
            double sum = 0;
            for (const float density : spectrum.row(r).subspan(first, last - first)) sum += density;
            levels.push_back(dsp::db_from_power(sum / static_cast<double>(last - first)));
        }
    return levels;
}

}  // namespace

WaterfallImage waterfall_image(const dsp::spectrum::Spectrum& spectrum, std::size_t columns, double floor_density) {
    const std::vector<double> levels = levels_of(spectrum, columns);
    std::vector<double> sorted;
    std::copy_if(levels.begin(), levels.end(), std::back_inserter(sorted), [](double db) { return std::isfinite(db); });
    std::sort(sorted.begin(), sorted.end());
    WaterfallImage image;
    const auto level_at = [&sorted](double share) {
        return sorted.empty() ? empty_db
                              : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    };
    image.low_db = level_at(weakest_share);
    if (floor_density > 0) image.low_db = std::max(image.low_db, dsp::db_from_power(floor_density) - below_floor_db);
    image.high_db = std::max(level_at(strongest_share), image.low_db + least_range_db);
    std::vector<std::uint8_t> pixels;
    pixels.reserve(levels.size());
    for (const double db : levels) {
        const double share = std::isfinite(db) ? (db - image.low_db) / (image.high_db - image.low_db) : 0;
        pixels.push_back(static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0))));
    }
    const Palette colours = viridis();
    image.png_base64 = base64_of(
        png_of(pixels, static_cast<std::uint32_t>(columns), static_cast<std::uint32_t>(spectrum.rows()), colours));
    std::array<std::uint8_t, 256> scale;
    for (std::size_t i = 0; i < scale.size(); ++i) scale[i] = static_cast<std::uint8_t>(255 - i);
    image.scale_base64 = base64_of(png_of(scale, 1, 256, colours));
    return image;
}

}  // namespace boresight::report
