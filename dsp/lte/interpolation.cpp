// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/interpolation.h"

#include <cmath>
#include <complex>

#include "dsp/lte/channel_prior.h"

namespace boresight::dsp::lte {

void Interpolation::prepare(std::span<const int> places, std::span<const float> trust, const Assumed& assumed) {
    using Complex = std::complex<double>;
    const std::size_t n = places.size();
    const auto alike = [&assumed](int apart) { return correlation(apart, assumed.early, assumed.late); };
    places_ = n;
    rows_.resize(center_subcarriers * n);

    // Cholesky factor of the values' covariance, then one solve a subcarrier.
    std::vector<Complex> factor(n * n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            Complex sum = alike(places[i] - places[j]);
            if (i == j) sum += assumed.noise / (trust.empty() ? 1.0 : trust[i]);
            for (std::size_t k = 0; k < j; ++k) sum -= factor[i * n + k] * std::conj(factor[j * n + k]);
            factor[i * n + j] = i == j ? Complex(std::sqrt(sum.real())) : sum / factor[j * n + j];
        }
    }
    std::vector<Complex> x(n);
    for (int k = 0; k < center_subcarriers; ++k) {
        for (std::size_t i = 0; i < n; ++i) {
            x[i] = alike(places[i] - signed_subcarrier(k));
            for (std::size_t j = 0; j < i; ++j) x[i] -= factor[i * n + j] * x[j];
            x[i] /= factor[i * n + i];
        }
        for (std::size_t i = n; i-- > 0;) {
            for (std::size_t j = i + 1; j < n; ++j) x[i] -= std::conj(factor[j * n + i]) * x[j];
            x[i] /= factor[i * n + i];
            rows_[static_cast<std::size_t>(k) * n + i] = Sample(std::conj(x[i]));
        }
    }
}

void Interpolation::apply(std::span<const Sample> values, PortChannel& channel) const {
    for (std::size_t k = 0; k < center_subcarriers; ++k) {
        Sample sum{};
        const Sample* row = rows_.data() + k * places_;
        for (std::size_t i = 0; i < places_; ++i) sum += row[i] * values[i];
        channel[k] = sum;
    }
}

}  // namespace boresight::dsp::lte
