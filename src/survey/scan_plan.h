// SPDX-License-Identifier: GPL-3.0-or-later
// What a scan with a radio listens to: stretches of spectrum whose power is measured first, and carriers that are
// searched whatever the power says. Bands that the radio can't hear are named with the reason. Frequencies in Hz.
// Pure but for the tables it reads; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "catalog/bands.h"
#include "catalog/countries.h"
#include "catalog/operators.h"
#include "radio/radio.h"

namespace boresight::survey {

struct ScanQuestion {
    const catalog::Country* country = nullptr;  // null: unknown
    std::optional<catalog::Operator> of;        // only what this one sends
    std::vector<const catalog::Band*> bands;    // only these, whole
    std::vector<std::int64_t> earfcns;          // only these carriers,
    std::vector<std::int64_t> uarfcns = {};     // and these of UMTS
    bool all = false;                           // every band on the air there, every raster point in it
    // What to look for. UMTS beside LTE where the country has it on the air and where the spectrum is like it; alone
    // wherever it is on the air anywhere.
    bool lte = true, umts = true;
    std::vector<const catalog::Band*> more_umts_bands = {};  // as well, whatever is on the air: a microcell's, which
                                                             // is known by the little power that it tells of
    bool pilot_powers = false;  // loud cells of UMTS are asked how strongly they send, as they are for such bands
};

struct PlannedSpan {
    catalog::FrequencyRange range;  // within the radio's reach
    std::vector<const catalog::Band*> bands;
};

struct BandNotHeard {
    const catalog::Band* band = nullptr;
    bool partly = false;  // the rest of it is heard
    std::string why;      // "radio ends at 1766 MHz"
};

struct ScanPlan {
    std::vector<PlannedSpan> spans;             // ascending, apart from each other
    std::vector<double> carriers_hz;            // ascending: searched in any case
    std::vector<catalog::FrequencyRange> umts;  // where carriers of UMTS are looked for, ascending
    std::vector<double> umts_carriers_hz;       // ascending: searched for UMTS in any case
    bool lte = true;                            // whether LTE is looked for
    bool umts_by_likeness = false;              // and UMTS wherever the spectrum is like it
    bool pilot_powers = false;                  // whether loud cells of UMTS are asked how strongly they send
    std::vector<BandNotHeard> not_heard;
    bool every_point = false;  // look at every raster point that isn't empty, not only where a carrier shows its edges
};

// An EARFCN or UARFCN that is none, or out of the radio's reach, throws an Error.
ScanPlan plan_scan(const ScanQuestion& question, const radio::RadioLimits& limits);

}  // namespace boresight::survey
