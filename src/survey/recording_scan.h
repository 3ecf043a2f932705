// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for LTE and UMTS cells in a recording, piece by piece, in every carrier of the captured band; a cell heard in
// several pieces is one cell whose levels are averaged. UMTS where it is known to be on the air somewhere, or wherever
// the recording was made if that was asked for; its pieces begin a little earlier, so that none of its broadcast is
// cut. Memory: about 20 bytes a sample of one piece (at most 0.32 s or 4 Mi samples). Throws an Error where the
// recording is too narrow (under 1.92 MS/s) or its frequency can't be one, and where an asked-for band lies outside of
// it. Deterministic; one thread.
#pragma once

#include <optional>
#include <vector>

#include "catalog/bands.h"
#include "radio/sigmf.h"
#include "survey/cell_search.h"
#include "survey/scan.h"

namespace boresight::survey {

constexpr double least_lte_rate_hz = 1.92e6;
constexpr double recording_ppm_window = 150;
constexpr double window_without_frequency_hz = 300e3;  // either side of the centre

struct ScanSettings {
    double ppm_window = recording_ppm_window;      // error of the radio's crystal that is thought possible
    std::optional<double> center_frequency_hz;     // instead of what the recording says
    std::optional<double> seconds;                 // no more than that, from the beginning
    std::vector<const catalog::Band*> bands = {};  // of LTE or UMTS, whose numbers mean the same; empty: everywhere
    bool umts_anywhere = false;                    // also where no UMTS is known to be on the air
};

// Windows relative to the centre: what of the captured band is to be searched.
std::vector<dsp::lte::SearchWindow> search_windows(double sample_rate_hz, std::optional<double> center_frequency_hz,
                                                   const ScanSettings& settings);

ScanResult scan_recording(radio::SigmfReader& recording, const Searches& searches, const ScanSettings& settings,
                          const Progress& progress);

}  // namespace boresight::survey
