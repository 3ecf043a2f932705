// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/block_pool.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace boresight::radio {
namespace {

TEST(BlockPool, HandsOutABufferAgainWhenTheLastCopyOfItsLeaseIsGone) {
    BlockPool pool(16);
    auto first = std::make_optional(pool.acquire());
    const dsp::Sample* buffer = first->samples().data();
    EXPECT_EQ(first->samples().size(), 16U);
    std::optional<BlockPool::Lease> copy = *first;
    first.reset();
    EXPECT_EQ(pool.free(), 0U);
    copy.reset();
    EXPECT_EQ(pool.free(), 1U);
    EXPECT_EQ(pool.acquire().samples().data(), buffer);
    EXPECT_EQ(pool.buffers(), 1U);
}

TEST(BlockPool, GrowsToWhatIsHeldAtOnceAndNoFurther) {
    BlockPool pool(4);
    for (int round = 0; round < 3; ++round) {
        std::vector<BlockPool::Lease> held;
        for (int i = 0; i < 5; ++i) held.push_back(pool.acquire());
        for (std::size_t i = 1; i < held.size(); ++i) EXPECT_NE(held[i].samples().data(), held[0].samples().data());
    }
    EXPECT_EQ(pool.buffers(), 5U);
    EXPECT_EQ(pool.free(), 5U);
}

TEST(BlockPool, IsOutlivedByItsLeases) {
    BlockPool::Lease lease;
    EXPECT_TRUE(lease.empty());
    EXPECT_TRUE(lease.samples().empty());
    {
        BlockPool pool(8);
        lease = pool.acquire();
    }
    lease.samples()[7] = 1.0F;
    EXPECT_EQ(lease.samples()[7], dsp::Sample(1.0F));
    const BlockPool::Lease moved = std::move(lease);
    EXPECT_FALSE(moved.empty());
}

TEST(BlockPool, TakesBuffersBackFromOtherThreads) {
    constexpr int rounds = 2000;
    BlockPool pool(64);
    for (int round = 0; round < rounds; ++round) {
        BlockPool::Lease lease = pool.acquire();
        lease.samples()[0] = static_cast<float>(round);
        std::thread([copy = lease, round] { EXPECT_EQ(copy.samples()[0].real(), static_cast<float>(round)); }).join();
    }
    EXPECT_EQ(pool.buffers(), 1U);
    EXPECT_EQ(pool.free(), 1U);
}

}  // namespace
}  // namespace boresight::radio
