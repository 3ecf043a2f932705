// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/rate_matching.h"

#include <gtest/gtest.h>

namespace boresight::dsp::lte {
namespace {

// TS 36.212 table 5.1.4-2.
constexpr int pattern[32] = {1, 17, 9, 25, 5, 21, 13, 29, 3, 19, 11, 27, 7, 23, 15, 31,
                             0, 16, 8, 24, 4, 20, 12, 28, 2, 18, 10, 26, 6, 22, 14, 30};

// TS 36.212 5.1.4.2.1 and 5.1.4.2.2 step by step, with the matrix written out and -1 for <NULL>.
std::vector<int> reference_order(int d) {
    int rows = 0;
    while (rows * 32 < d) ++rows;
    std::vector<int> circle;
    for (int stream = 0; stream < 3; ++stream) {
        std::vector<std::vector<int>> matrix(static_cast<std::size_t>(rows), std::vector<int>(32, -1));
        int place = rows * 32 - d;
        for (int i = 0; i < d; ++i, ++place)
            matrix[static_cast<std::size_t>(place / 32)][static_cast<std::size_t>(place % 32)] = 3 * i + stream;
        for (const int column : pattern)
            for (const auto& row : matrix)
                if (row[static_cast<std::size_t>(column)] >= 0) circle.push_back(row[static_cast<std::size_t>(column)]);
    }
    return circle;
}

TEST(ConvolutionalRateMatching, FollowsTheStandardForEveryLength) {
    for (int bits = 1; bits <= 300; ++bits) {
        const auto order = convolutional_order(static_cast<std::size_t>(bits));
        ASSERT_EQ(std::vector<int>(order.begin(), order.end()), reference_order(bits)) << bits;
    }
}

}  // namespace
}  // namespace boresight::dsp::lte
