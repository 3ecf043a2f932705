// SPDX-License-Identifier: GPL-3.0-or-later
// From the cells of a scan to what the estimate of a radio's clock takes (survey/clock_estimate.h): which carriers are
// worth a long look, where a radio shows them, and what each look says. Where few carriers leave open on which points
// of the 100 kHz raster they lie, the clock of the samples, measured by the cells' timing, decides; it comes from the
// same crystal in nearly every radio. Frequencies in Hz, ppm as in clock_estimate.h. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "survey/clock_estimate.h"
#include "survey/ppm_window.h"
#include "survey/scan.h"

namespace boresight::survey {

// The clock of the samples by the timing of cells, whatever their carriers say; nothing where no cell tells it.
std::optional<KnownClock> sample_clock(std::span<const ScanCell> cells);

// Whether the two may come from one crystal.
bool one_crystal(double clock_ppm, const KnownClock& of_samples);

struct FirstLook {
    double around_ppm = 0;            // where the radio shows carriers
    std::vector<double> carriers_hz;  // those with the best cells first
};

// From a short look at all of them; nothing without a cell on a known carrier.
std::optional<FirstLook> judge_first_look(std::span<const ScanCell> cells);

// What a look's pieces say, each with the time of its middle.
std::vector<ClockSighting> sightings_of(std::span<const Stretch> pieces, double sample_rate_hz);

}  // namespace boresight::survey
