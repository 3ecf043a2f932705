// SPDX-License-Identifier: GPL-3.0-or-later
// How a cell's pilot arrives, again and again: its correlation over lag, coherent over half a slot (0.33 ms), from a
// part of the band in which every cell's spectrum is flat. Power in dBFS of the whole 3.84 MHz. Scratch memory grows by
// 9 MB for a second; one thread.
#pragma once

#include <complex>
#include <cstddef>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/umts/alignment.h"
#include "dsp/umts/chip_sampler.h"

namespace boresight::dsp::umts {

constexpr std::size_t units_per_frame = 2 * slots_per_frame;
constexpr std::size_t unit_chips = frame_chips / units_per_frame;
constexpr int lags_per_chip = 2;
constexpr int furthest_lag = 90 * lags_per_chip;  // to either side: 20 us and the pulse's own length
constexpr std::size_t lag_count = 2 * furthest_lag + 1;

class ImpulseResponses {
public:
    ImpulseResponses();

    // Units that lie wholly inside, from the band up to `half_width_hz` of the cell's own middle; `received` is what
    // came in all, as long as `matched`.
    void take(IqSpan matched, IqSpan received, const Alignment& alignment, double half_width_hz);

    std::size_t count() const { return count_; }
    double duration_chips() const { return static_cast<double>(count_ * unit_chips); }

    // Of one unit over lag, the first is -furthest_lag; the next unit follows at once. The sum of the norm over all
    // lags is the cell's RSCP and the noise.
    const Sample* of(std::size_t unit) const { return &responses_[unit * lag_count]; }

    // Power received in each unit.
    const std::vector<double>& received() const { return received_; }

    // What a path has so many lags from its middle, or beyond, at most; over what it has in the middle.
    double pulse_power(std::size_t lags) const { return lags < lag_count ? pulse_[lags] : 0; }

private:
    static constexpr std::size_t size_ = 2048;

    void prepare_band(double half_width_hz);
    void prepare_codes(int psc);
    double transform(IqSpan samples, const Alignment& alignment, double first_chip);
    void inverse(const IqBuffer& spectrum);
    void correlate(const IqBuffer& code, Sample* response);

    ChipSampler sampler_;
    Fft forward_, inverse_;
    double half_width_hz_ = 0;
    std::vector<float> band_;  // of each bin
    double share_ = 0;         // of a flat spectrum's power
    std::vector<double> pulse_;
    int psc_ = -1;
    std::vector<IqBuffer> codes_;  // of each half slot of a frame, transformed
    IqBuffer chips_, spectrum_, wide_, lags_;
    std::vector<Sample> responses_;
    std::vector<double> received_;
    std::size_t count_ = 0;
};

}  // namespace boresight::dsp::umts
