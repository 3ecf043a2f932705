// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/mib.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace boresight::dsp::lte {
namespace {

TEST(Mib, ComesBackFromItsBitsForAllFields) {
    for (const int n_rb_dl : {6, 15, 25, 50, 75, 100})
        for (const auto duration : {PhichDuration::normal, PhichDuration::extended})
            for (const auto ng : {PhichNg::one_sixth, PhichNg::half, PhichNg::one, PhichNg::two})
                for (int sfn = 0; sfn < 1024; ++sfn)
                    for (const int spare : {0, 1, 32, 512, 1023}) {
                        Mib mib;
                        mib.n_rb_dl = n_rb_dl;
                        mib.phich_duration = duration;
                        mib.phich_ng = ng;
                        mib.sfn = sfn;
                        mib.spare_bits = spare;
                        const auto back = unpack_mib(pack_mib(mib));
                        ASSERT_TRUE(back);
                        ASSERT_EQ(back->n_rb_dl, n_rb_dl);
                        ASSERT_EQ(back->phich_duration, duration);
                        ASSERT_EQ(back->phich_ng, ng);
                        ASSERT_EQ(back->sfn, sfn / 4 * 4);
                        ASSERT_EQ(back->spare_bits, spare);
                        ASSERT_EQ(back->bits, pack_mib(mib));
                    }
}

// Every possible block of 24 bits: three quarters of them name a bandwidth, and those are the same when packed again.
TEST(Mib, IsReadFromAllBitsThatNameABandwidthAndNoOthers) {
    for (std::uint32_t bits = 0; bits < (1U << 24); bits += 5) {
        const auto mib = unpack_mib(bits);
        ASSERT_EQ(mib.has_value(), bits < (6U << 21)) << bits;
        if (mib) {
            ASSERT_EQ(pack_mib(*mib), bits);
        }
    }
    EXPECT_FALSE(unpack_mib(1U << 24));
    EXPECT_FALSE(unpack_mib(0xFFFFFFFFU));
}

TEST(Mib, IsNotPackedFromFieldsOutOfRange) {
    Mib mib;
    EXPECT_THROW(pack_mib(mib), std::invalid_argument) << "no bandwidth";
    mib.n_rb_dl = 50;
    EXPECT_NO_THROW(pack_mib(mib));
    for (const int sfn : {-1, 1024}) {
        mib.sfn = sfn;
        EXPECT_THROW(pack_mib(mib), std::invalid_argument);
    }
    mib.sfn = 0;
    mib.spare_bits = 1024;
    EXPECT_THROW(pack_mib(mib), std::invalid_argument);
}

}  // namespace
}  // namespace boresight::dsp::lte
