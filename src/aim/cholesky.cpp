// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/cholesky.h"

#include <algorithm>
#include <cmath>

namespace boresight::aim {

namespace {

constexpr double least_pivot = 1e-12;  // of the diagonal element that it is left of

}  // namespace

Cholesky::Cholesky(std::vector<double> matrix, std::size_t n) : n_(n), lower_(std::move(matrix)) {
    for (std::size_t i = 0; i < n_; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = lower_[i * n_ + j];
            for (std::size_t k = 0; k < j; ++k) sum -= lower_[i * n_ + k] * lower_[j * n_ + k];
            if (i == j)
                lower_[i * n_ + i] = std::sqrt(std::max(sum, least_pivot * std::max(lower_[i * n_ + i], 1e-300)));
            else
                lower_[i * n_ + j] = sum / lower_[j * n_ + j];
        }
    }
}

double Cholesky::log_determinant() const {
    double sum = 0;
    for (std::size_t i = 0; i < n_; ++i) sum += 2 * std::log(lower_[i * n_ + i]);
    return sum;
}

std::vector<double> Cholesky::whitened(std::span<const double> vector) const {
    std::vector<double> out(vector.begin(), vector.end());
    for (std::size_t i = 0; i < n_; ++i) {
        for (std::size_t k = 0; k < i; ++k) out[i] -= lower_[i * n_ + k] * out[k];
        out[i] /= lower_[i * n_ + i];
    }
    return out;
}

std::vector<double> Cholesky::solved(std::span<const double> vector) const {
    std::vector<double> out = whitened(vector);
    for (std::size_t i = n_; i-- > 0;) {
        for (std::size_t k = i + 1; k < n_; ++k) out[i] -= lower_[k * n_ + i] * out[k];
        out[i] /= lower_[i * n_ + i];
    }
    return out;
}

std::vector<double> Cholesky::coloured(std::span<const double> normals) const {
    std::vector<double> out(n_, 0);
    for (std::size_t i = 0; i < n_; ++i)
        for (std::size_t k = 0; k <= i; ++k) out[i] += lower_[i * n_ + k] * normals[k];
    return out;
}

}  // namespace boresight::aim
