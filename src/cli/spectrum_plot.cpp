// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "cli/spectrum_report.h"
#include "dsp/core/decibel.h"
#include "report/axis.h"

namespace boresight::cli {

namespace {

constexpr double steps_a_row = 8;
constexpr std::size_t label_width = 7;
constexpr double least_range_db = 20, empty_db = -200;
constexpr std::array<const char*, 9> blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

std::vector<double> column_levels(const std::vector<float>& densities, std::size_t columns) {
    std::vector<double> levels;
    for (std::size_t c = 0; c < columns; ++c) {
        const auto begin = densities.begin() + static_cast<std::ptrdiff_t>(c * densities.size() / columns);
        const auto end = densities.begin() + static_cast<std::ptrdiff_t>((c + 1) * densities.size() / columns);
        levels.push_back(dsp::db_from_power(std::accumulate(begin, end, 0.0) / static_cast<double>(end - begin)));
    }
    return levels;
}

std::vector<double> column_tops(const std::vector<float>& densities, std::size_t columns) {
    std::vector<double> tops;
    for (std::size_t c = 0; c < columns; ++c)
        tops.push_back(dsp::db_from_power(
            *std::max_element(densities.begin() + static_cast<std::ptrdiff_t>(c * densities.size() / columns),
                              densities.begin() + static_cast<std::ptrdiff_t>((c + 1) * densities.size() / columns))));
    return tops;
}

// Rows of a height that people count in.
struct Scale {
    double low_db = 0;
    double row_db = 0;
    std::size_t rows = 0;
};

Scale scale_of(const std::vector<double>& levels, const std::vector<double>& tops) {
    double lowest = INFINITY, highest = -INFINITY;
    for (const auto* list : {&levels, &tops})
        for (const double db : *list)
            if (std::isfinite(db)) {
                lowest = std::min(lowest, db);
                highest = std::max(highest, db);
            }
    if (!(lowest <= highest)) lowest = highest = empty_db;
    Scale scale{.low_db = 5 * std::floor((lowest - 1) / 5)};
    const double range_db = std::max(highest - scale.low_db, least_range_db);
    scale.row_db = range_db <= 40 ? 2.5 : (range_db <= 80 ? 5 : 10);
    if (scale.row_db == 10) scale.low_db = 10 * std::floor(scale.low_db / 10);
    scale.rows = static_cast<std::size_t>(std::ceil((highest - scale.low_db) / scale.row_db));
    scale.rows = std::max(scale.rows, static_cast<std::size_t>(least_range_db / scale.row_db));
    return scale;
}

// The ticks' texts, each with its middle under its column.
std::string tick_line(const std::vector<report::Tick>& ticks, double low, double high, std::size_t columns) {
    std::string line(label_width + columns + 1, ' ');
    for (const report::Tick& tick : ticks) {
        const double column = (tick.value - low) / (high - low) * static_cast<double>(columns);
        const double begin = static_cast<double>(label_width) + column - static_cast<double>(tick.text.size()) / 2;
        const auto at = static_cast<std::size_t>(std::max(begin, 0.0));
        if (at + tick.text.size() <= line.size()) line.replace(at, tick.text.size(), tick.text);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

}  // namespace

std::string spectrum_plot(const survey::SpectrumLook& look, std::size_t width, bool max_hold) {
    const auto& spectrum = look.spectrum;
    if (spectrum.bins() == 0) return "";
    const std::size_t columns = std::min(width - label_width - 1, spectrum.bins());
    const std::vector<double> levels = column_levels(spectrum.mean, columns);
    const std::vector<double> tops = max_hold ? column_tops(spectrum.maximum, columns) : std::vector<double>();
    const Scale scale = scale_of(levels, tops);
    std::string out = "dBFS/Hz\n";
    for (std::size_t row = scale.rows; row-- > 0;) {
        const double floor_db = scale.low_db + static_cast<double>(row) * scale.row_db;
        // Every other row: whole numbers of 5 dB or more.
        out += row % 2 == 0 ? fmt::format("{:>5.4g} ┤", floor_db) : "      │";
        std::string line;
        for (std::size_t c = 0; c < columns; ++c) {
            const double db = levels[c];
            const double step = std::isfinite(db) ? (db - floor_db) / scale.row_db * steps_a_row : 0;
            const auto block = static_cast<std::size_t>(std::clamp(std::round(step), 0.0, steps_a_row));
            const bool top = max_hold && tops[c] >= floor_db && tops[c] < floor_db + scale.row_db;
            line += block == 0 && top ? "·" : blocks[block];
        }
        out += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }
    out += "      └";
    for (std::size_t c = 0; c < columns; ++c) out += "─";
    const double low_mhz = (look.origin_hz() - spectrum.sample_rate_hz / 2) / 1e6;
    const double high_mhz = (look.origin_hz() + spectrum.sample_rate_hz / 2) / 1e6;
    out += '\n' + tick_line(report::ticks_between(low_mhz, high_mhz, 8), low_mhz, high_mhz, columns) + '\n';
    const std::string unit = look.center_frequency_hz ? "MHz" : "MHz from the middle of the recording";
    return out + std::string(label_width + (columns > unit.size() ? (columns - unit.size()) / 2 : 0), ' ') + unit +
           '\n';
}

}  // namespace boresight::cli
