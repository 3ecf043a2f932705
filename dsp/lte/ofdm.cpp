// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/ofdm.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::dsp::lte {

namespace {

constexpr double two_pi = 2 * std::numbers::pi;

// first * step^n for n = 0..count-1, in two levels: no long chain of products.
template <std::size_t count>
std::array<Sample, count> powers(std::complex<double> first, std::complex<double> step) {
    constexpr std::size_t fine = 8;
    static_assert(count % fine == 0);
    std::array<Sample, fine> within;
    std::complex<double> power = 1;
    for (Sample& s : within) {
        s = Sample(power);
        power *= step;
    }
    std::array<Sample, count> all;
    for (std::size_t n = 0; n < count; n += fine, first *= power)
        for (std::size_t i = 0; i < fine; ++i) all[n + i] = Sample(first) * within[i];
    return all;
}

constexpr std::size_t carriers_with_middle = 80;  // 73, the unused one included, and a few more

}  // namespace

SymbolReader::SymbolReader() : fft_(fft_size, Fft::Direction::forward), time_(fft_size), frequency_(fft_size) {}

void SymbolReader::aim(IqSpan samples, double cfo_hz) {
    samples_ = samples;
    cfo_hz_ = cfo_hz;
    rotation_ = powers<fft_size>(1.0, std::polar(1.0, -two_pi * cfo_hz / base_rate_hz));
}

bool SymbolReader::read(double start, Subcarriers& out) {
    const double first = std::floor(start) - early;
    if (first < 0 || first + fft_size > static_cast<double>(samples_.size())) return false;
    const Sample* in = samples_.data() + static_cast<std::size_t>(first);
    for (int n = 0; n < fft_size; ++n) time_[n] = in[n] * rotation_[n];
    fft_.execute(time_.data(), frequency_.data());

    const double cycles = -cfo_hz_ * first / base_rate_hz;
    const double step = two_pi * (start - first) / fft_size;
    const std::complex<double> lowest = std::polar(1.0 / fft_size, two_pi * (cycles - std::floor(cycles)) - 36 * step);
    const auto phases = powers<carriers_with_middle>(lowest, std::polar(1.0, step));
    for (int k = 0; k < 36; ++k) out[k] = frequency_[fft_size - 36 + k] * phases[k];
    for (int k = 36; k < center_subcarriers; ++k) out[k] = frequency_[k - 35] * phases[k + 1];
    return true;
}

SymbolWriter::SymbolWriter() : fft_(fft_size, Fft::Direction::inverse), frequency_(fft_size), time_(fft_size) {}

void SymbolWriter::add(double start, int prefix, const Subcarriers& in, std::span<Sample> samples) {
    const double whole = std::floor(start);
    const double step = two_pi * (start - whole) / fft_size;
    const std::complex<double> turn = std::polar(1.0, -step);
    std::complex<double> phase = std::polar(1.0, 36 * step);
    std::fill(frequency_.begin(), frequency_.end(), Sample{});
    for (int k = 0; k < center_subcarriers; ++k) {
        if (k == 36) phase *= turn;
        frequency_[bin_of_subcarrier(k)] = in[k] * Sample(phase);
        phase *= turn;
    }
    fft_.execute(frequency_.data(), time_.data());

    const auto first = static_cast<std::ptrdiff_t>(whole);
    const auto from = std::max<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(std::ceil(start)) - prefix, 0);
    const auto to = std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(std::ceil(start)) + fft_size,
                                             static_cast<std::ptrdiff_t>(samples.size()));
    if (from >= to) return;
    const double cycles = cfo_hz_ * static_cast<double>(from) / base_rate_hz;
    std::complex<double> rotation = std::polar(1.0, two_pi * (cycles - std::floor(cycles)));
    const std::complex<double> rotation_step = std::polar(1.0, two_pi * cfo_hz_ / base_rate_hz);
    for (std::ptrdiff_t n = from; n < to; ++n, rotation *= rotation_step)
        samples[static_cast<std::size_t>(n)] +=
            time_[static_cast<std::size_t>((n - first) & (fft_size - 1))] * Sample(rotation);
}

}  // namespace boresight::dsp::lte
