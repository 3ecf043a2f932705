// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for UMTS carriers all over one captured band: raster point by raster point (200 kHz), those first that the
// spectrum makes likely. Left out: what lies in no band of UMTS, what is as empty as the noise, what other cells
// explain, and what overlaps a carrier that was found. A cell that shows beside its carrier as well, weaker, is told
// once. Frequencies in Hz. One thread; nothing throws but what the search throws.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "catalog/rat.h"
#include "dsp/spectrum/welch.h"
#include "survey/cell_search.h"
#include "survey/ppm_window.h"
#include "survey/undecoded.h"

namespace boresight::survey {

struct CapturedBand {
    double sample_rate_hz = 0;
    std::optional<double> center_hz{};  // none: carriers lie within `blind_reach_hz` of the middle
    double blind_reach_hz = 0;
    std::optional<double> clock_ppm{};              // known to a few ppm
    std::optional<PpmWindow> crystal{};             // where the radio's crystal shows carriers; none: anywhere
    std::vector<catalog::FrequencyRange> wanted{};  // absolute; empty: everywhere
    bool one_crystal = false;                       // makes the clock too: a radio, not a recording
    bool quick = false;                             // of a scan that left out before what is empty
    bool by_pilots = true;                          // as in SearchWindow
};

// What a radio's crystal makes of its clock, where carriers near that frequency may be shown.
dsp::umts::Crystal clock_by(const PpmWindow& crystal, double hz);

// Density over the floor, in the emptier half of the chip rate's width about offset_hz: a carrier fills all of it, what
// lies beside one does not. 0 where nothing was measured.
double emptier_half_over_floor(const dsp::spectrum::Spectrum& spectrum, double floor_density, double offset_hz);
// A carrier with a cell of -20 dB Ec/No adds a tenth to the noise, a few hundredths where it fades.
constexpr double half_occupied = 1.02;

// Whether one of two cells that were found in the same samples is the other: seen beside its own carrier, or twice.
bool is_shadow_of(const dsp::umts::Cell& cell, const dsp::umts::Cell& other, double sample_rate_hz);

// Whether half of the chip rate's width about hz belongs to something else, of which one knows what it is.
bool is_explained(double hz, std::span<const Explained> explained);

// Where the middles of carriers may lie, from the centre of the capture: windows in the order in which to search.
std::vector<dsp::umts::SearchWindow> umts_windows(dsp::IqSpan block, const CapturedBand& band,
                                                  std::span<const Explained> explained);

dsp::umts::SearchResult search_umts(UmtsSearch& search, dsp::IqSpan block, const CapturedBand& band,
                                    std::span<const Explained> explained, const Progress& progress);

}  // namespace boresight::survey
