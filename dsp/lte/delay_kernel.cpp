// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/delay_kernel.h"

#include "dsp/lte/channel_prior.h"

namespace boresight::dsp::lte {

namespace {

// Wide enough that a path where the timing is, and one 5 microseconds later, lie well inside.
constexpr double early_samples = 6, late_samples = 13;
constexpr double apart = 3;  // subcarriers between two
constexpr int squarings = 3;

using Complex = std::complex<double>;

// Rows of an n by n matrix.
std::vector<Complex> squared(const std::vector<Complex>& a, std::size_t n) {
    std::vector<Complex> out(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t j = 0; j < n; ++j) out[i * n + j] += a[i * n + k] * a[k * n + j];
    return out;
}

// What lies in the window of delays, nearly whole: 1 - (1 - A)^8, where A is all but a projection.
std::vector<Complex> projection(std::span<const int> subcarriers) {
    const std::size_t n = subcarriers.size();
    constexpr double plateau = fft_size / apart / (early_samples + late_samples);
    std::vector<Complex> rest(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            rest[i * n + j] = (i == j ? 1.0 : 0.0) -
                              correlation(subcarriers[i] - subcarriers[j], early_samples, late_samples) / plateau;
    for (int k = 0; k < squarings; ++k) rest = squared(rest, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) rest[i * n + j] = (i == j ? 1.0 : 0.0) - rest[i * n + j];
    return rest;
}

}  // namespace

DelayKernel::DelayKernel(std::span<const int> subcarriers)
    : size_(subcarriers.size()), alike_(subcarriers.size() * block) {
    for (std::size_t first = 0; first < size_; first += block) {
        const std::size_t n = std::min(block, size_ - first);
        const std::vector<Complex> part = projection(subcarriers.subspan(first, n));
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) alike_[(first + i) * block + j] = Sample(part[i * n + j]);
    }
}

void DelayKernel::apply(const Sample* in, Sample* out) const {
    for (std::size_t i = 0; i < size_; ++i) {
        const std::size_t first = i / block * block, last = std::min(first + block, size_);
        const Sample* row = alike_.data() + i * block;
        float real = 0, imag = 0;
        for (std::size_t j = first; j < last; ++j) {
            const Sample k = row[j - first], x = in[j];
            real += k.real() * x.real() - k.imag() * x.imag();
            imag += k.real() * x.imag() + k.imag() * x.real();
        }
        out[i] = {real, imag};
    }
}

}  // namespace boresight::dsp::lte
