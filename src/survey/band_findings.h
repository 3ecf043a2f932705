// SPDX-License-Identifier: GPL-3.0-or-later
// Why a scan with a radio found no cell, beyond what the samples of its pieces say: overload, an antenna that isn't
// there, spectrum without a carrier. One thread.
#pragma once

#include <optional>
#include <vector>

#include "survey/band_scan.h"

namespace boresight::survey {

// How much the level falls when the gain is turned down, at a frequency. The gain is put back.
struct GainTrial {
    double turned_down_db = 0;
    double fell_db = 0;
};

// Nothing where the gain can't be turned down or the radio gives no samples.
std::optional<GainTrial> try_less_gain(radio::Radio& radio, double frequency_hz, StopToken stop = {});

// Of a result without cells, most telling first; those of its pieces follow. A result with cells has its own.
std::vector<Finding> explain_bands(const BandScanResult& result, const std::optional<GainTrial>& trial);

}  // namespace boresight::survey
