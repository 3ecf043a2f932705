// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/chip_sampler.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "dsp/core/clones.h"
#include "dsp/umts/rotate.h"

namespace boresight::dsp::umts {

namespace {

constexpr double pi = std::numbers::pi;
// Matched samples have nothing beyond the pulse's end, so what images they have begin as far from their rate.
constexpr double pass_hz = 1.22 / 2 * chip_rate_hz, stop_hz = matched_rate_hz - pass_hz;
constexpr double stop_db = 55, kaiser_beta = 0.1102 * (stop_db - 8.7);

double sinc(double x) {
    return std::abs(x) < 1e-9 ? 1 : std::sin(pi * x) / (pi * x);
}

// out += tap * in.
BORESIGHT_CLONES
void add_scaled(const float* __restrict in, float tap, std::size_t floats, float* __restrict out) {
    for (std::size_t i = 0; i < floats; ++i) out[i] += tap * in[i];
}

// Kaiser's, but for its scale.
double window(double at, double reach) {
    const double share = at / reach;
    return std::abs(share) >= 1 ? 0 : std::cyl_bessel_i(0, kaiser_beta * std::sqrt(1 - share * share));
}

}  // namespace

double chip_position(const Alignment& alignment, double chip) {
    return alignment.frame_start + chip * samples_per_chip * (1 + alignment.clock_ppm * 1e-6);
}

PieceRange whole_pieces(std::size_t size, const Alignment& alignment, std::size_t chips, double before, double behind) {
    const double chip = samples_per_chip * (1 + alignment.clock_ppm * 1e-6), piece = static_cast<double>(chips);
    const double first = std::ceil((before - alignment.frame_start / chip) / piece);
    const double end = std::floor(((static_cast<double>(size) - alignment.frame_start) / chip - behind) / piece);
    return {static_cast<std::ptrdiff_t>(first), static_cast<std::size_t>(std::max(0.0, end - first))};
}

ChipSampler::ChipSampler() {
    constexpr double width = 2 * pi * (stop_hz - pass_hz) / matched_rate_hz;
    const double reach = std::ceil((stop_db - 8) / (2.285 * width) / 2);
    reach_ = static_cast<std::size_t>(reach);
    for (std::size_t p = 0; p < phases_; ++p) {
        const double behind = static_cast<double>(p) / phases_;
        std::vector<float>& taps = taps_[p];
        for (std::size_t t = 0; t < 2 * reach_ + 2; ++t) {
            const double at = static_cast<double>(t) - reach - behind;
            taps.push_back(static_cast<float>(sinc(at) * window(at, reach + 1)));
        }
        const float sum = std::accumulate(taps.begin(), taps.end(), 0.0F);
        for (float& tap : taps) tap /= sum;
    }
    for (IqBuffer& every_other : interleaved_) every_other.resize(piece_ + reach_ + 1);
}

void ChipSampler::sample(IqSpan matched, const Alignment& alignment, double first, std::size_t count, Sample* out) {
    for (std::size_t done = 0; done < count; done += piece_) {
        const std::size_t here = std::min(piece_, count - done);
        const double middle = first + static_cast<double>(done) + static_cast<double>(here) / 2;
        const double position = chip_position(alignment, middle) - static_cast<double>(here);
        sample_piece(matched, position, here, out + done);
    }
    const double turns = alignment.cfo_hz / matched_rate_hz, start = chip_position(alignment, first);
    rotate(out, count, -turns * start, -turns * (chip_position(alignment, first + 1) - start));
}

void ChipSampler::sample_piece(IqSpan matched, double position, std::size_t count, Sample* out) {
    const double whole = std::floor(position * phases_ + 0.5) / phases_;
    const auto before = static_cast<std::ptrdiff_t>(std::floor(whole));
    const auto phase = static_cast<std::size_t>((whole - std::floor(whole)) * phases_);
    const std::ptrdiff_t begin = before - static_cast<std::ptrdiff_t>(reach_);
    const auto end = static_cast<std::ptrdiff_t>(matched.size());
    const std::size_t each = count + reach_ + 1;
    for (std::size_t i = 0; i < samples_per_chip * each; ++i) {
        const std::ptrdiff_t at = begin + static_cast<std::ptrdiff_t>(i);
        interleaved_[i % samples_per_chip][i / samples_per_chip] =
            at >= 0 && at < end ? matched[static_cast<std::size_t>(at)] : Sample{};
    }
    std::fill_n(out, count, Sample{});
    const std::vector<float>& taps = taps_[phase];
    for (std::size_t t = 0; t < taps.size(); ++t) {
        const Sample* in = interleaved_[t % samples_per_chip].data() + t / samples_per_chip;
        add_scaled(reinterpret_cast<const float*>(in), taps[t], 2 * count, reinterpret_cast<float*>(out));
    }
}

}  // namespace boresight::dsp::umts
