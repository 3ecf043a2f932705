// SPDX-License-Identifier: GPL-3.0-or-later
// The lower triangle L of a symmetric positive definite matrix A = L L', and what it solves: small dense matrices, row
// by row. A matrix that isn't positive definite within rounding is made so by raising its diagonal a little. Pure;
// nothing fails; one object, one thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace boresight::aim {

class Cholesky {
public:
    // `matrix` is n x n, of which the lower triangle is read.
    Cholesky(std::vector<double> matrix, std::size_t n);

    double log_determinant() const;                                       // of A
    std::vector<double> whitened(std::span<const double> vector) const;   // L^-1 v
    std::vector<double> solved(std::span<const double> vector) const;     // A^-1 v
    std::vector<double> coloured(std::span<const double> normals) const;  // L v: of covariance A, where v is white

private:
    std::size_t n_;
    std::vector<double> lower_;
};

}  // namespace boresight::aim
