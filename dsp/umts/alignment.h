// SPDX-License-Identifier: GPL-3.0-or-later
// Where a cell lies in matched samples: the border between finding a cell and measuring or reading it. Matched samples
// are a capture brought to two samples a chip (7.68 MS/s nominal) and through the root raised cosine of a receiver
// (TS 25.101 6.8.1), carrier offset and clock error still in them. Plain values.
#pragma once

#include <cstddef>

#include "dsp/umts/codes.h"

namespace boresight::dsp::umts {

constexpr std::size_t samples_per_chip = 2;
constexpr double matched_rate_hz = samples_per_chip * chip_rate_hz;
constexpr double one_cell_samples = 192;  // 25 us: what arrives under one code within that are paths of one cell

struct Alignment {
    int psc = 0;
    double frame_start = 0;  // of chip 0 of the first whole frame, strongest path, in matched samples
    double cfo_hz = 0;       // of the carrier in the matched samples
    double clock_ppm = 0;    // a chip is samples_per_chip * (1 + clock_ppm * 1e-6) samples long
};

}  // namespace boresight::dsp::umts
