// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/symbol_sampler.h"

#include <algorithm>
#include <cmath>

#include "scene/phasors.h"

namespace boresight::scene::lte {
namespace {

View checked(const View& view) {
    check(view);
    return view;
}

}  // namespace

SymbolSampler::SymbolSampler(const View& view, Prefix prefix)
    : view_(checked(view)),
      prefix_(prefix),
      bins_(static_cast<int>(view.rate_hz / subcarrier_spacing_hz)),
      reach_((bins_ - 1) / 2),
      shift_(static_cast<int>(std::lround(view.offset_hz / subcarrier_spacing_hz))),
      true_rate_hz_(static_cast<long double>(view.rate_hz) * (1 + static_cast<long double>(view.clock_ppm) * 1e-6L)) {
    if (bins_ * subcarrier_spacing_hz == view.rate_hz) {
        fft_.emplace(bins_, Fft::Direction::inverse);
    } else {
        tones_.emplace(reach_);
    }
}

void SymbolSampler::begin(double sfn_0_s) {
    view_.sfn_0_s = sfn_0_s;
    check(view_);
}

long double SymbolSampler::sample_at(std::int64_t units) const {
    return (static_cast<long double>(units) / unit_hz + static_cast<long double>(view_.sfn_0_s)) * true_rate_hz_;
}

// A hair of tolerance keeps rounding from moving exact borders.
std::int64_t SymbolSampler::first_sample(std::int64_t symbol) const {
    return static_cast<std::int64_t>(std::ceil(sample_at(prefix_start(prefix_, symbol)) - 1e-6L));
}

std::int64_t SymbolSampler::symbol_with(std::int64_t sample) const {
    const long double units =
        (static_cast<long double>(sample) / true_rate_hz_ - static_cast<long double>(view_.sfn_0_s)) * unit_hz;
    auto symbol = static_cast<std::int64_t>(std::floor(units * symbols_per_slot(prefix_) / units_per_slot));
    while (first_sample(symbol) > sample) --symbol;
    while (first_sample(symbol + 1) <= sample) ++symbol;
    return symbol;
}

double SymbolSampler::middle_s(std::int64_t symbol) const {
    const long double start = sample_at(useful_start(prefix_, symbol));
    return static_cast<double>((start + static_cast<long double>(bins_) / 2) / true_rate_hz_);
}

void SymbolSampler::sample(std::int64_t symbol, int lowest, std::span<std::complex<float>> amplitudes,
                           std::int64_t first, std::span<std::complex<float>> samples) {
    const long double start = sample_at(useful_start(prefix_, symbol));  // of the useful part, in samples
    if (fft_) {
        sample_by_transform(start, lowest, amplitudes, first, samples);
    } else {
        sample_between(start, lowest, amplitudes, first, samples);
    }
    const long double rest_hz =
        static_cast<long double>(view_.offset_hz) - shift_ * static_cast<long double>(subcarrier_spacing_hz);
    const long double rest_step = rest_hz / true_rate_hz_;
    const long double carrier = static_cast<long double>(view_.offset_hz) * start / true_rate_hz_;
    rotate(samples, carrier + rest_step * (static_cast<long double>(first) - start), rest_step);
}

// The transform's own samples, moved to where the receiver's lie.
void SymbolSampler::sample_by_transform(long double start, int lowest, std::span<std::complex<float>> amplitudes,
                                        std::int64_t first, std::span<std::complex<float>> samples) {
    const auto whole = static_cast<std::int64_t>(std::ceil(start));
    const long double middle = static_cast<long double>(bins_) / 2;
    const long double clock = static_cast<long double>(view_.clock_ppm) * 1e-6L;
    const long double late = static_cast<long double>(whole) - start + middle * (1 / (1 + clock) - 1);
    const int first_bin = lowest + shift_;
    rotate(amplitudes, late * first_bin / bins_, late / bins_);
    const auto input = fft_->input();
    std::fill(input.begin(), input.end(), std::complex<float>{});
    for (std::size_t i = 0; i < amplitudes.size(); ++i) {
        const int bin = first_bin + static_cast<int>(i);
        input[static_cast<std::size_t>(bin < 0 ? bin + bins_ : bin)] = amplitudes[i];
    }
    const auto useful = fft_->transform();
    auto at = static_cast<std::size_t>(((first - whole) % bins_ + bins_) % bins_);
    for (auto& sample : samples) {
        sample = useful[at];
        if (++at == useful.size()) at = 0;
    }
}

void SymbolSampler::sample_between(long double start, int lowest, std::span<const std::complex<float>> amplitudes,
                                   std::int64_t first, std::span<std::complex<float>> samples) {
    const long double step = static_cast<long double>(subcarrier_spacing_hz) / true_rate_hz_;
    tones_->set(lowest + shift_, amplitudes);
    tones_->sample((static_cast<long double>(first) - start) * step, step, samples);
}

}  // namespace boresight::scene::lte
