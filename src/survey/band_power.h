// SPDX-License-Identifier: GPL-3.0-or-later
// Power over a stretch of spectrum wider than the radio: tunings side by side, the flat middle of each put together to
// one spectrum, with the noise floor, the power of each band in it and the carriers that show their edges. The radio's
// spike in the middle of each tuning is taken out. Levels are dBFS at one gain. Memory: while it
// measures 0.2 MB a megahertz of spectrum, afterwards a hundredth of that. One thread.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "catalog/rat.h"
#include "platform/stop.h"
#include "radio/listen.h"
#include "radio/radio.h"
#include "survey/carrier_scan.h"
#include "survey/spectrum_look.h"

namespace boresight::survey {

constexpr double usual_power_s = 0.02;  // of each tuning

// Points of a transform that shows carriers' edges and single GSM carriers: a bin is 2.5 kHz wide or less.
std::size_t power_fft_size(double sample_rate_hz);

struct BandPower {
    catalog::FrequencyRange range;  // asked for; the spectrum goes beyond it where the radio reaches
    double gain_db = 0;
    double sample_rate_hz = 0;
    double center_frequency_hz = 0;
    dsp::spectrum::Spectrum spectrum;  // about center_frequency_hz, without rows
    dsp::spectrum::NoiseFloor floor;
    std::vector<SpectrumChannel> channels;  // bands, then carriers
    double level_dbfs = 0;                  // mean of the tunings
    double clipped_share = 0;
    std::optional<std::int64_t> wall_ns;  // of the first sample
    double seconds = 0;                   // of samples, settling included
};

class BandPowerMeter {
public:
    BandPowerMeter(radio::Radio& radio, radio::Listener& listener, double seconds = usual_power_s);

    // Tunings that a range takes.
    std::size_t tunings(const catalog::FrequencyRange& range) const;

    // `each` is told after every tuning and answers whether to go on. Nothing where the radio or the user ended it
    // (`ending` says which): power of a part of a range has no floor.
    std::optional<BandPower> measure(const catalog::FrequencyRange& range, StopToken stop, radio::Ending& ending,
                                     RadioTime& time, const std::function<bool()>& each);

private:
    struct Layout {
        double first_hz = 0;  // of the first tuning
        std::size_t tunings = 0;
    };
    Layout layout(const catalog::FrequencyRange& range) const;

    radio::Radio& radio_;
    radio::Listener& listener_;
    double seconds_;
    double rate_hz_;
    std::size_t fft_size_;
    std::size_t kept_bins_;  // of one tuning
    double step_hz_;
    dsp::spectrum::Welch welch_;  // its window takes as long to make as a tuning to transform
};

// Mean density between two frequencies over the floor, both absolute; 0 where nothing was measured.
double density_over_floor(const BandPower& power, double low_hz, double high_hz);

}  // namespace boresight::survey
