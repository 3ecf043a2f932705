// SPDX-License-Identifier: GPL-3.0-or-later
// Scans bands with a radio. Power first, over every span of the plan; then the plan's carriers and those that show
// their edges in the spectrum, 80 ms each, those that stand out first, since the first cell tells how far off the
// radio is; then 40 ms of what stands out and no cell explains, to say what it is like, and a search for UMTS in what
// is like that; at last, where the plan wants every raster point, whatever is neither empty nor explained. Told as it
// goes: a span's power and a piece's cells, so that whoever keeps them loses a few pieces at most. An unplugged radio,
// one that gives no samples, and a user who stops end it with what was found until then. Frequencies in Hz. Threads of
// its own search for UMTS beside the listening (umts_searches.h); events are told on the caller's.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "survey/band_power.h"
#include "survey/carrier_scan.h"
#include "survey/scan_plan.h"

namespace boresight::survey {

struct ChosenGain {
    double gain_db = 0;
    bool overloaded = false;  // even the least gain drives the radio to the end of its scale
};

// Chooses a gain for the span and sets it. The radio may be tuned to anything in the span afterwards.
using ChooseGain = std::function<ChosenGain(radio::Radio& radio, const catalog::FrequencyRange& span)>;

struct BandScanSettings {
    CarrierSettings carriers;
    double power_s = usual_power_s;
    ChooseGain choose_gain;  // none: the gain stays as the radio is set
};

// A span of the plan, measured.
struct SpanHeard {
    PlannedSpan span;
    ChosenGain gain;
    BandPower power;
    bool floor_known = true;  // false: no part of it looks empty, so all of it is searched
};

struct BandScanEvents {
    std::function<bool(double share)> progress;  // answers whether to go on
    std::function<void(const SpanHeard&)> span;  // power measured
    // Carriers searched; its cells on carriers as far as is known. What the search by pilots finds in it afterwards is
    // told as the same piece once more, which holds nothing else.
    std::function<void(const Stretch&)> piece;
    std::function<void(double expected_s)> begins = {};  // told first: without what cells are asked, or found by power
};

struct BandScanResult {
    ScanResult found;
    std::vector<SpanHeard> spans;
    std::vector<BandNotHeard> not_heard;
    radio::Ending ending = radio::Ending::complete;
    double sample_rate_hz = 0;  // of the pieces
    RadioTime time;
    double cpu_beside_s = 0;  // processor time of threads beside the one that called
    std::size_t carriers_searched = 0;
    double empty_hz = 0;  // of spectrum that was skipped since nothing stands out of the noise there
};

BandScanResult scan_bands(radio::Radio& radio, const ScanPlan& plan, const BandScanSettings& settings,
                          const BandScanEvents& events, StopToken stop = {}, const Searches& searches = all_searches());

}  // namespace boresight::survey
