// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/umts/codes.h"

#include <gtest/gtest.h>

#include <set>

namespace boresight::scene::umts {
namespace {

constexpr int groups = 64;

TEST(Codes, ThatSpreadAreOrthogonalUnlessOneGrowsFromTheOther) {
    for (int a = 0; a < 64; ++a)
        for (int b = 0; b < 128; ++b) {
            int product = 0;
            for (int i = 0; i < 128; ++i) product += spreading_sign(64, a, i % 64) * spreading_sign(128, b, i);
            if (b / 2 == a) continue;
            EXPECT_EQ(product, 0) << a << " " << b;
        }
    for (int i = 0; i < 256; ++i) EXPECT_EQ(spreading_sign(256, 1, i), i < 128 ? 1 : -1);
}

TEST(Codes, ThatSynchronizeAreOrthogonalToEachOther) {
    std::vector<SyncSigns> all{primary_sync()};
    for (int number = 1; number <= 16; ++number) all.push_back(secondary_sync(number));
    for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            int product = 0;
            for (std::size_t i = 0; i < all[a].size(); ++i) product += all[a][i] * all[b][i];
            EXPECT_EQ(product, 0) << a << " " << b;
        }
}

TEST(Codes, OfTheGroupsDifferInThirteenSlotsHoweverTheyAreShifted) {
    for (int a = 0; a < groups; ++a)
        for (int b = 0; b <= a; ++b)
            for (int shift = a == b ? 1 : 0; shift < slots_per_frame; ++shift) {
                int differ = 0;
                for (int slot = 0; slot < slots_per_frame; ++slot)
                    differ += secondary_sync_number(8 * a, slot) !=
                              secondary_sync_number(8 * b, (slot + shift) % slots_per_frame);
                EXPECT_GE(differ, 13) << a << " " << b << " " << shift;
            }
}

TEST(Codes, ThatScrambleAreBalancedAndStrangersToEachOther) {
    std::vector<std::vector<std::complex<float>>> some;
    for (const int psc : {0, 1, 8, 271, 511}) some.push_back(scrambling_code(psc));
    for (std::size_t a = 0; a < some.size(); ++a)
        for (std::size_t b = 0; b <= a; ++b) {
            std::complex<double> product;
            for (std::size_t i = 0; i < some[a].size(); ++i)
                product += std::complex<double>(some[a][i] * std::conj(some[b][i]));
            // 1 where they are one; else a random walk of 38400 steps, of which 5 sigma are 0.026.
            EXPECT_NEAR(std::abs(product) / (2 * chips_per_frame), a == b ? 1 : 0, 0.026);
        }
}

}  // namespace
}  // namespace boresight::scene::umts
