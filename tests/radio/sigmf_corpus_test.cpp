// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "radio/sigmf.h"
#include "tests/recordings.h"

namespace boresight::radio {
namespace {

constexpr std::size_t least_recordings = 100;  // 33 + 47 + 35 when this was written

std::vector<std::filesystem::path> recordings() {
    std::vector<std::filesystem::path> list;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(tests::shared_folder() / "captures"))
        if (entry.path().extension() == ".sigmf-meta") list.push_back(entry.path());
    std::sort(list.begin(), list.end());
    return list;
}

TEST(SigmfCorpus, ReadsEveryRecordingWholeAndInBlocksAlike) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto list = recordings();
    ASSERT_GE(list.size(), least_recordings);
    for (const auto& path : list) {
        SCOPED_TRACE(path.filename());
        SigmfReader reader(path);
        EXPECT_EQ(reader.meta().notes, std::vector<std::string>{});
        const Block whole = reader.whole();
        ASSERT_EQ(whole.samples.size(), reader.length());
        std::uint64_t position = 0;
        for (Block block; reader.read(block) == ReadOutcome::samples; position += block.samples.size()) {
            ASSERT_EQ(block.first_sample, position);
            ASSERT_TRUE(std::equal(block.samples.begin(), block.samples.end(),
                                   whole.samples.begin() + static_cast<std::ptrdiff_t>(position)));
        }
        EXPECT_EQ(position, reader.length());
        EXPECT_TRUE(reader.sha512_matches().value_or(true));
    }
}

}  // namespace
}  // namespace boresight::radio
