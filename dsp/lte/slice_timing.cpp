// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/slice_timing.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "dsp/lte/sequences.h"

namespace boresight::dsp::lte {

namespace {

constexpr double two_pi = 2 * std::numbers::pi;
constexpr double seconds = 0.025;  // two frames, wherever they begin
constexpr double frame_s = 0.010, subframe_s = 0.001;

std::size_t symbol_size(double rate_hz) {
    return static_cast<std::size_t>(std::lround(rate_hz / subcarrier_hz));
}

}  // namespace

SliceTiming::SliceTiming(const CarrierShape& shape, double sample_rate_hz)
    : shape_(shape),
      rate_hz_(sample_rate_hz),
      size_(next_fast_size(static_cast<std::size_t>(seconds * sample_rate_hz))),
      forward_(size_, Fft::Direction::forward),
      inverse_(size_, Fft::Direction::inverse),
      symbol_(symbol_size(sample_rate_hz), Fft::Direction::inverse),
      spectrum_(size_),
      reference_(size_),
      work_(size_),
      bins_(symbol_.size()),
      useful_(symbol_.size()) {}

// Correlation with the reference signals of one subframe, at every sample, into work_.
void SliceTiming::correlate(double carrier_hz, const Slice& seen, int subframe) {
    std::fill(work_.begin(), work_.end(), Sample{});
    const int per_slot = symbols_per_slot(shape_.cp), half = shape_.subcarriers() / 2;
    const auto bins = static_cast<int>(bins_.size());
    for (int slot = 0; slot < 2; ++slot)
        for (const CrsSymbol kind : {CrsSymbol::first, CrsSymbol::third_last}) {
            const int l = crs_symbol_index(kind, shape_.cp), n_s = 2 * subframe + slot;
            const std::vector<Sample> sent = reference_signals(shape_, n_s, l);
            std::fill(bins_.begin(), bins_.end(), Sample{});
            for (int m = 2 * seen.first; m < 2 * seen.last; ++m) {
                const int k = 6 * m + crs_shift(shape_.pci, 0, kind, n_s);
                const int place = k < half ? k - half : k - half + 1;
                bins_[static_cast<std::size_t>((place % bins + bins) % bins)] = sent[static_cast<std::size_t>(m)];
            }
            symbol_.execute(bins_.data(), useful_.data());
            const double start =
                (slot * slot_samples + useful_start(shape_.cp, l % per_slot)) * rate_hz_ / base_rate_hz;
            for (int n = 0; n < bins; ++n) {
                const double cycles = carrier_hz * (std::round(start) + n) / rate_hz_;
                work_[static_cast<std::size_t>(std::lround(start) + n)] +=
                    useful_[static_cast<std::size_t>(n)] * Sample(std::polar(1.0, two_pi * cycles));
            }
        }
    forward_.execute(work_.data(), reference_.data());
    for (std::size_t i = 0; i < size_; ++i) reference_[i] = spectrum_[i] * std::conj(reference_[i]);
    inverse_.execute(reference_.data(), work_.data());
}

double SliceTiming::find(IqSpan samples, double carrier_hz, const Slice& seen, double expected, double most_off) {
    const std::size_t count = std::min(samples.size(), size_ - static_cast<std::size_t>(subframe_s * rate_hz_));
    std::fill(work_.begin(), work_.end(), Sample{});
    std::copy_n(samples.begin(), count, work_.begin());
    forward_.execute(work_.data(), spectrum_.data());
    const double frame = frame_s * rate_hz_, subframe = subframe_s * rate_hz_;
    const double first = expected - std::floor(expected / frame) * frame;
    const auto reach = static_cast<int>(std::min(most_off, frame / 2));
    std::vector<double> score(static_cast<std::size_t>(2 * reach + 1));
    for (const int each : assured_subframes(shape_.duplex)) {
        correlate(carrier_hz, seen, each);
        for (int off = -reach; off <= reach; ++off)
            for (double at = std::fmod(first + off + each * subframe + frame, frame);
                 at + subframe < static_cast<double>(count); at += frame)
                score[static_cast<std::size_t>(off + reach)] +=
                    std::norm(work_[static_cast<std::size_t>(std::lround(at))]);
    }
    const auto best = std::max_element(score.begin(), score.end()) - score.begin();
    return expected + static_cast<double>(best - reach);
}

}  // namespace boresight::dsp::lte
