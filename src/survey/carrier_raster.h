// SPDX-License-Identifier: GPL-3.0-or-later
// Which carriers the cells of one recording sit on. A radio's crystal is off by some ppm, which moves every carrier by
// the same share of its frequency; LTE carriers sit on multiples of 100 kHz (TS 36.101 5.7.1). So the cells of one
// recording are put on the raster points that explain all of them by one common error, the nearest to what is thought
// of the crystal (0 unless it is calibrated); points where a band of the cell's duplex lies count before those where
// none does, and among equals those where a carrier is known to be sent. An error beyond the window is taken only where
// it puts cells of several carriers on points and none within does. UMTS carriers sit on multiples of 200 kHz, and half
// way between them where a band has additional channels (TS 25.101 5.4). Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "catalog/rat.h"
#include "dsp/lte/cell.h"
#include "survey/ppm_window.h"

namespace boresight::survey {

constexpr double lte_raster_hz = 100e3;
constexpr double umts_raster_hz = 200e3;
constexpr double umts_step_hz = umts_raster_hz / 2;  // with the additional channels
// Cells of one recording that differ by more aren't explained by one crystal: offsets are measured to a few hundredths
// of a ppm, and carriers far from the tuned centre also move by the sampling clock's error.
constexpr double common_ppm_tolerance = 2.0;

struct Sighting {
    double seen_hz = 0;  // where the carrier was seen: the recording's nominal frequency + the offset in the samples
    dsp::lte::Duplex duplex = dsp::lte::Duplex::fdd;
    catalog::Rat rat = catalog::Rat::lte;  // or UMTS
};

struct RasterAssignment {
    std::vector<double> frequency_hz;  // one a sighting
    double common_ppm = 0;             // mean of (seen - frequency) / frequency, in 1e-6
};

// `window`: the errors thought possible. A sighting that no raster point explains within it gets the nearest point.
// usual_hz: carriers that are known to be sent, ascending.
RasterAssignment assign_raster(std::span<const Sighting> sightings, const PpmWindow& window,
                               std::span<const double> usual_hz = {});

// The common error, in 1e-6, where it is the only one within the window that puts every sighting on a point where a
// band of its duplex lies; nothing where several do, or none.
std::optional<double> only_error_ppm(std::span<const Sighting> sightings, const PpmWindow& window);

}  // namespace boresight::survey
