// SPDX-License-Identifier: GPL-3.0-or-later
// Reading, writing and averaging blocks must not allocate once a recording runs: this program counts every operator
// new.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <vector>

#include "dsp/spectrum/welch.h"
#include "radio/sigmf.h"
#include "radio/sigmf_writer.h"
#include "tests/temporary_folder.h"

namespace {
std::atomic<long> allocations{0};
}

// Not inlined: a compiler that sees malloc and free in here warns of mixing them with new and delete.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* p = std::malloc(size)) return p;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* p) noexcept {
    std::free(p);
}
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept {
    std::free(p);
}

namespace boresight::radio {
namespace {

constexpr int blocks = 50;
constexpr std::size_t block_samples = 65536;

TEST(Allocation, BlocksAreWrittenAndReadWithoutAny) {
    const tests::TemporaryFolder folder;
    const std::vector<dsp::Sample> samples(block_samples, {0.5F, -0.25F});
    for (const auto type : {Datatype::ci8, Datatype::cu8, Datatype::ci16_le, Datatype::cf32_le}) {
        SCOPED_TRACE(name_of(type));
        const auto path = folder.path() / std::string(name_of(type));
        SigmfWriterOptions options;
        options.datatype = type;
        SigmfWriter writer(path, options);
        Block block;
        block.samples = samples;
        block.sample_rate_hz = 1.92e6;
        writer.write(block);
        long before = allocations;
        for (int i = 1; i < blocks; ++i) {
            block.first_sample += block_samples;
            writer.write(block);
        }
        EXPECT_EQ(allocations - before, 0) << "while writing";
        writer.finish();

        SigmfReader reader(path, block_samples);
        ASSERT_EQ(reader.read(block), ReadOutcome::samples);
        before = allocations;
        int read = 1;
        while (reader.read(block) == ReadOutcome::samples) ++read;
        EXPECT_EQ(allocations - before, 0) << "while reading";
        EXPECT_EQ(read, blocks);
    }
}

TEST(Allocation, SpectraAreAveragedWithoutAny) {
    const std::vector<dsp::Sample> samples(block_samples + 1, {0.5F, -0.25F});
    dsp::spectrum::Welch welch(1.92e6, 4096);
    const long before = allocations;
    for (int i = 0; i < blocks; ++i) welch.add(samples);
    EXPECT_EQ(allocations - before, 0);
    EXPECT_EQ(welch.frames(), (blocks * (block_samples + 1) - 2048) / 2048);
}

TEST(Allocation, IsCounted) {
    const long before = allocations;
    const auto one = std::make_unique<std::vector<int>>(1000);
    EXPECT_EQ(allocations - before, 2);
    EXPECT_EQ(one->size(), 1000U);
}

}  // namespace
}  // namespace boresight::radio
