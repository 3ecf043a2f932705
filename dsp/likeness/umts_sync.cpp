// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/likeness/umts_sync.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "dsp/umts/codes.h"

namespace boresight::dsp::likeness {

namespace {

constexpr std::size_t slot = 1280;         // samples
constexpr std::size_t chips_a_sample = 2;  // 3.84 Mchip/s
constexpr double most_of_a_slot = 8;       // of its mean; noise exceeds that once in 3 000 samples
constexpr double whitened_hz = 20e3;       // to either side
constexpr double least_local = 0.05;       // of the mean density
constexpr double step_hz = 5e3;            // the code's correlation falls to nothing within 15 kHz

// What of the code lies in the band of the samples.
IqBuffer code_spectrum(std::size_t size) {
    IqBuffer chips(chips_a_sample * size), spectrum(chips_a_sample * size), kept(size);
    const umts::SyncCode& code = umts::primary_sync_code();
    std::copy(code.begin(), code.end(), chips.begin());
    Fft(chips.size(), Fft::Direction::forward).execute(chips.data(), spectrum.data());
    for (std::size_t k = 0; k < size; ++k)
        kept[k] = std::conj(spectrum[k < size / 2 ? k : k + (chips_a_sample - 1) * size]);
    return kept;
}

// Powers in units of the slot's own mean and none of them too large, so that a click is no code.
void add_slot(IqSpan correlation, std::span<double> folded) {
    double sum = 0;
    for (const Sample& sample : correlation) sum += std::norm(sample);
    const double mean = sum / static_cast<double>(slot);
    if (!(mean > 0)) return;
    for (std::size_t n = 0; n < slot; ++n) folded[n] += std::min(most_of_a_slot, std::norm(correlation[n]) / mean);
}

// The same power everywhere, so that a line or what a receiver makes around 0 Hz is no code; what a filter took away
// stays away.
void whiten(IqBuffer& spectrum) {
    const std::size_t size = spectrum.size();
    const auto reach = static_cast<std::size_t>(whitened_hz / umts_sync_rate_hz * static_cast<double>(size));
    std::vector<double> before(size + 1);
    for (std::size_t k = 0; k < size; ++k) before[k + 1] = before[k] + std::norm(spectrum[k]);
    const double mean = before[size] / static_cast<double>(size);
    if (!(mean > 0)) return;
    for (std::size_t k = 0; k < size; ++k) {
        const std::size_t from = k > reach ? k - reach : 0, to = std::min(size, k + reach + 1);
        const double local = (before[to] - before[from]) / static_cast<double>(to - from);
        spectrum[k] *= static_cast<float>(1 / std::sqrt(std::max(local, least_local * mean)));
    }
}

}  // namespace

UmtsSync::UmtsSync(std::size_t samples)
    : size_(std::max<std::size_t>(1, samples / slot) * slot),
      forward_(size_, Fft::Direction::forward),
      inverse_(size_, Fft::Direction::inverse),
      code_(code_spectrum(size_)),
      spectrum_(size_),
      product_(size_),
      correlation_(size_) {}

UmtsSync::Found UmtsSync::search(IqSpan samples, double reach_hz) {
    Found best;
    if (samples.size() < size_) return best;
    std::copy_n(samples.begin(), size_, product_.begin());
    forward_.execute(product_.data(), spectrum_.data());
    whiten(spectrum_);
    const auto shift_of = [this](int step) {
        const auto bins = std::lround(step * step_hz / umts_sync_rate_hz * static_cast<double>(size_));
        return bins >= 0 ? static_cast<std::size_t>(bins) : size_ - static_cast<std::size_t>(-bins);
    };
    const auto steps = static_cast<int>(reach_hz / step_hz);
    const std::size_t slots = size_ / slot;
    std::vector<double> folded(static_cast<std::size_t>(2 * steps + 1) * slot);
    for (int step = -steps; step <= steps; ++step) {
        const std::size_t shift = shift_of(step);
        for (std::size_t k = 0; k < size_; ++k)
            product_[k] = spectrum_[k + shift < size_ ? k + shift : k + shift - size_] * code_[k];
        inverse_.execute(product_.data(), correlation_.data());
        const std::span<double> row(folded.data() + static_cast<std::size_t>(step + steps) * slot, slot);
        for (std::size_t k = 0; k < slots; ++k) add_slot(IqSpan(correlation_).subspan(k * slot, slot), row);
    }
    // A code shows at one offset; what shows at all of them comes in bursts.
    std::vector<double> usual(slot);
    for (std::size_t k = 0; k < folded.size(); ++k) usual[k % slot] += folded[k] / (2 * steps + 1);
    for (std::size_t k = 0; k < folded.size(); ++k) {
        const double metric = (folded[k] - usual[k % slot]) / std::sqrt(static_cast<double>(slots));
        if (metric > best.metric)
            best = {.metric = metric, .offset_hz = (static_cast<int>(k / slot) - steps) * step_hz};
    }
    return best;
}

}  // namespace boresight::dsp::likeness
