// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/nr_raster.h"

#include <array>
#include <cmath>

namespace boresight::catalog {

namespace {

// TS 38.104 tables 5.4.2.1-1 and 5.4.3.1-1: three ranges, each with its step and its offsets.
struct RasterRange {
    std::int64_t n_ref_low;
    std::int64_t n_ref_high;
    double f_ref_offs_hz;
    double step_hz;
    std::int64_t gscn_low;
    std::int64_t gscn_high;
    double gscn_first_hz;  // of gscn_low; the lowest range has a rule of its own
    double gscn_step_hz;
};

constexpr std::array<RasterRange, 3> ranges{{
    {0, 599999, 0, 5e3, 2, 7498, 0, 1200e3},
    {600000, 2016666, 3000e6, 15e3, 7499, 22255, 3000e6, 1440e3},
    {2016667, 3279165, 24250.08e6, 60e3, 22256, 26639, 24250.08e6, 17280e3},
}};
constexpr double same_point_hz = 1;
constexpr double low_gscn_offset_hz = 50e3;

const RasterRange& range_of(double frequency_hz) {
    return ranges[frequency_hz < 3000e6 ? 0 : frequency_hz < 24250.08e6 ? 1 : 2];
}

// Numbers whose point is the frequency itself, not merely the nearest.
template <class ToHz>
std::optional<std::int64_t> exact(std::int64_t number, double frequency_hz, ToHz to_hz) {
    const auto hz = to_hz(number);
    if (!hz || std::abs(*hz - frequency_hz) > same_point_hz) return std::nullopt;
    return number;
}

}  // namespace

double nr_arfcn_step_hz(double frequency_hz) {
    return range_of(frequency_hz).step_hz;
}

std::optional<double> nr_arfcn_to_hz(std::int64_t nr_arfcn) {
    for (const RasterRange& range : ranges) {
        if (nr_arfcn < range.n_ref_low || nr_arfcn > range.n_ref_high) continue;
        return range.f_ref_offs_hz + static_cast<double>(nr_arfcn - range.n_ref_low) * range.step_hz;
    }
    return std::nullopt;
}

std::optional<std::int64_t> hz_to_nr_arfcn(double frequency_hz) {
    if (!(frequency_hz >= 0 && frequency_hz <= 100e9)) return std::nullopt;
    const RasterRange& range = range_of(frequency_hz);
    const auto steps = std::llround((frequency_hz - range.f_ref_offs_hz) / range.step_hz);
    return exact(range.n_ref_low + steps, frequency_hz, nr_arfcn_to_hz);
}

std::optional<double> gscn_to_hz(std::int64_t gscn) {
    for (const RasterRange& range : ranges) {
        if (gscn < range.gscn_low || gscn > range.gscn_high) continue;
        if (&range != &ranges.front()) {
            return range.gscn_first_hz + static_cast<double>(gscn - range.gscn_low) * range.gscn_step_hz;
        }
        // GSCN = 3 N + (M - 3) / 2 with M of 1, 3, 5 and N from 1: f = N * 1200 kHz + M * 50 kHz.
        const std::int64_t n = (gscn + 1) / 3;
        const std::int64_t m = 2 * (gscn - 3 * n) + 3;
        return static_cast<double>(n) * range.gscn_step_hz + static_cast<double>(m) * low_gscn_offset_hz;
    }
    return std::nullopt;
}

std::optional<std::int64_t> hz_to_gscn(double frequency_hz) {
    if (!(frequency_hz >= 0 && frequency_hz <= 100e9)) return std::nullopt;
    const RasterRange& range = range_of(frequency_hz);
    if (&range != &ranges.front()) {
        const auto steps = std::llround((frequency_hz - range.gscn_first_hz) / range.gscn_step_hz);
        return exact(range.gscn_low + steps, frequency_hz, gscn_to_hz);
    }
    const auto n = static_cast<std::int64_t>(std::floor(frequency_hz / range.gscn_step_hz));
    for (const std::int64_t gscn : {3 * n - 1, 3 * n, 3 * n + 1}) {
        if (const auto found = exact(gscn, frequency_hz, gscn_to_hz)) return found;
    }
    return std::nullopt;
}

}  // namespace boresight::catalog
