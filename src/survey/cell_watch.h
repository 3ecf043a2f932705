// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps hold of one cell of a sweep, whatever its standard: each look becomes a reading as the store keeps it. Looks at
// LTE are samples at 1.92 MS/s (dsp/lte/track.h), those at UMTS matched samples (dsp/umts/alignment.h). One thread.
#pragma once

#include <optional>
#include <variant>

#include "dsp/lte/track.h"
#include "dsp/umts/track.h"
#include "store/records.h"
#include "survey/sweep_carriers.h"

namespace boresight::survey {

// As the store keeps it: a sweep that is read back gives the same estimate, not nearly the same.
std::optional<double> kept_db(double db);

class CellWatch {
public:
    // Of a carrier in the middle of what a radio captures at that rate. Nothing is known of the cell's timing.
    CellWatch(const SweepCell& cell, double rate_hz);

    // It was found by a search: a frame began then.
    void found(const SweepCell& cell, double frame_time_s);

    // The first sample was taken at `time_s`. Nothing where the look holds too little; without a level where the cell
    // wasn't detected.
    std::optional<store::Reading> look(dsp::IqSpan samples, double time_s, int offset_ms);

private:
    std::variant<dsp::lte::Tracker, dsp::umts::Tracker> tracker_;
};

}  // namespace boresight::survey
