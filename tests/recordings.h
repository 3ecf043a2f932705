// SPDX-License-Identifier: GPL-3.0-or-later
// Where tests find recordings of others and what is known about them: $BORESIGHT_SHARED, or else the folder "shared"
// beside the tree. Only files named *_corpus_test.cpp may read it: their tests carry the label "corpus". A test begins
// with BORESIGHT_NEEDS_RECORDINGS(): without the folder it fails in CI and is skipped elsewhere.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace boresight::tests {

inline std::filesystem::path shared_folder() {
    const char* named = std::getenv("BORESIGHT_SHARED");
    return named && *named ? std::filesystem::path(named)
                           : std::filesystem::path(BORESIGHT_TREE).parent_path() / "shared";
}

inline bool in_ci() {
    const char* ci = std::getenv("CI");
    return ci && std::string_view(ci) == "true";
}

}  // namespace boresight::tests

#define BORESIGHT_NEEDS_RECORDINGS()                                                                     \
    do {                                                                                                 \
        const auto folder = boresight::tests::shared_folder();                                           \
        if (std::filesystem::is_directory(folder)) break;                                                \
        ASSERT_FALSE(boresight::tests::in_ci()) << "in CI the recordings must be there: " << folder;     \
        GTEST_SKIP() << "NO RECORDINGS: " << folder << " is no folder; BORESIGHT_SHARED names another."; \
    } while (false)
