// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/drift.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace boresight::aim {

namespace {

constexpr double unit_s = 600;
constexpr int most_sweeps = 30;

class Symmetric {
public:
    explicit Symmetric(std::size_t n) : n_(n), values_(n * n) {}
    std::size_t size() const { return n_; }
    double& at(std::size_t row, std::size_t column) { return values_[row * n_ + column]; }

private:
    std::size_t n_;
    std::vector<double> values_;
};

// The walk's covariance with the mean of the session taken out of rows and columns.
Symmetric centred_kernel(std::span<const double> times_s) {
    const std::size_t n = times_s.size();
    const double start = *std::min_element(times_s.begin(), times_s.end());
    Symmetric kernel(n);
    std::vector<double> row_mean(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            kernel.at(i, j) = (std::min(times_s[i], times_s[j]) - start) / unit_s;
            row_mean[i] += kernel.at(i, j);
        }
        row_mean[i] /= static_cast<double>(n);
    }
    const double mean = std::accumulate(row_mean.begin(), row_mean.end(), 0.0) / static_cast<double>(n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) kernel.at(i, j) += mean - row_mean[i] - row_mean[j];
    return kernel;
}

// One rotation of Jacobi's method, which makes the element (p, q) zero.
void rotate(Symmetric& kernel, Symmetric& vectors, std::size_t p, std::size_t q) {
    const double off = kernel.at(p, q);
    if (off == 0) return;
    const double ratio = (kernel.at(q, q) - kernel.at(p, p)) / (2 * off);
    const double t = std::copysign(1 / (std::abs(ratio) + std::hypot(ratio, 1.0)), ratio);
    const double c = 1 / std::hypot(t, 1.0), s = t * c;
    for (std::size_t k = 0; k < kernel.size(); ++k) {
        const double left = kernel.at(k, p), right = kernel.at(k, q);
        kernel.at(k, p) = c * left - s * right;
        kernel.at(k, q) = s * left + c * right;
    }
    for (std::size_t k = 0; k < kernel.size(); ++k) {
        const double upper = kernel.at(p, k), lower = kernel.at(q, k);
        kernel.at(p, k) = c * upper - s * lower;
        kernel.at(q, k) = s * upper + c * lower;
        const double left = vectors.at(k, p), right = vectors.at(k, q);
        vectors.at(k, p) = c * left - s * right;
        vectors.at(k, q) = s * left + c * right;
    }
}

bool diagonal(Symmetric& kernel) {
    double off = 0, on = 0;
    for (std::size_t i = 0; i < kernel.size(); ++i)
        for (std::size_t j = 0; j < kernel.size(); ++j) (i == j ? on : off) += kernel.at(i, j) * kernel.at(i, j);
    return off <= 1e-24 * on;
}

}  // namespace

std::vector<DriftRow> drift_rows(std::span<const double> times_s) {
    const std::size_t n = times_s.size();
    std::vector<DriftRow> rows(n, DriftRow{});
    if (n < 2) return rows;
    Symmetric kernel = centred_kernel(times_s), vectors(n);
    for (std::size_t i = 0; i < n; ++i) vectors.at(i, i) = 1;
    for (int sweep = 0; sweep < most_sweeps && !diagonal(kernel); ++sweep)
        for (std::size_t p = 0; p + 1 < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q) rotate(kernel, vectors, p, q);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return kernel.at(a, a) > kernel.at(b, b); });
    for (std::size_t term = 0; term < std::min(drift_terms, n); ++term) {
        const double root = std::sqrt(std::max(0.0, kernel.at(order[term], order[term])));
        for (std::size_t i = 0; i < n; ++i) rows[i][term] = root * vectors.at(i, order[term]);
    }
    return rows;
}

}  // namespace boresight::aim
