// SPDX-License-Identifier: GPL-3.0-or-later
// The global rasters of NR: NR-ARFCN to frequency (TS 38.104 5.4.2.1) and GSCN, the places of synchronization blocks,
// to frequency (5.4.3.1). Hertz; 0 to 100 GHz. A number outside the raster, or a frequency beside it, has no
// counterpart.
#pragma once

#include <cstdint>
#include <optional>

namespace boresight::catalog {

std::optional<double> nr_arfcn_to_hz(std::int64_t nr_arfcn);
std::optional<std::int64_t> hz_to_nr_arfcn(double frequency_hz);  // within 1 Hz of a point of the raster
std::optional<double> gscn_to_hz(std::int64_t gscn);
std::optional<std::int64_t> hz_to_gscn(double frequency_hz);  // within 1 Hz of a point of the raster
double nr_arfcn_step_hz(double frequency_hz);                 // 5, 15 or 60 kHz

}  // namespace boresight::catalog
