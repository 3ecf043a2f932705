// SPDX-License-Identifier: GPL-3.0-or-later
// From what a radio hears at this moment to what is shown of it: a line, the highest values since the tuning changed, a
// row of the waterfall, and from an average of the last second or so the noise floor, bands and carriers. Allocates a
// line and a row each time, since snapshots share them. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/snapshot.h"
#include "dsp/spectrum/welch.h"
#include "radio/iq_source.h"

namespace boresight::app {

class LiveSpectrum {
public:
    static constexpr std::size_t rows_kept = 512;

    // Of one look: a block that is settled and holds one transform at least; a shorter one changes nothing but the
    // gauges.
    void add(const radio::Block& block, int losses);

    const ListenState& state() const { return state_; }

private:
    void begin_anew(const radio::Block& block);
    void average(const dsp::spectrum::Spectrum& look);
    void mark();

    ListenState state_;
    std::optional<dsp::spectrum::Welch> welch_;
    dsp::spectrum::Spectrum average_;
    double center_hz_ = 0, rate_hz_ = 0;
    std::optional<double> gain_db_;
    std::vector<float> highest_;
    std::uint64_t rows_ = 0;
    int looks_ = 0;  // at this tuning
};

}  // namespace boresight::app
