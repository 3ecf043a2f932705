// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/publisher.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace boresight::app {
namespace {

using namespace std::chrono_literals;

constexpr auto busy_time = 600ms;
constexpr double most_a_second = 30;

TEST(Publisher, PublishesTheLatestAtMostThirtyTimesASecond) {
    std::atomic<int> published = 0;
    Publisher publisher([&published] { ++published; });
    const auto began = std::chrono::steady_clock::now();
    int changes = 0;
    while (std::chrono::steady_clock::now() - began < busy_time) {
        ++changes;
        publisher.change([changes](Snapshot& now) { now.listen.losses = static_cast<std::uint64_t>(changes); });
        std::this_thread::sleep_for(1ms);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    EXPECT_GE(published, 1);
    EXPECT_LE(published, most_a_second * seconds + 1);
    for (int i = 0; i < 200 && publisher.latest()->listen.losses != static_cast<std::uint64_t>(changes); ++i)
        std::this_thread::sleep_for(10ms);
    EXPECT_EQ(publisher.latest()->listen.losses, static_cast<std::uint64_t>(changes));
}

TEST(Publisher, PublishesNothingWhenNothingChanges) {
    std::atomic<int> published = 0;
    Publisher publisher([&published] { ++published; });
    publisher.change([](Snapshot& now) { now.source.label = "a radio"; });
    while (publisher.latest()->revision == 0) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(100ms);
    EXPECT_EQ(published, 1);
    EXPECT_EQ(publisher.latest()->revision, 1U);
}

TEST(Publisher, ASnapshotThatWasHandedOutStaysAsItIs) {
    Publisher publisher({});
    const auto before = publisher.latest();
    publisher.change([](Snapshot& now) { now.source.label = "a radio"; });
    while (publisher.latest() == before) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(before->source.label, "");
    EXPECT_EQ(publisher.latest()->source.label, "a radio");
}

}  // namespace
}  // namespace boresight::app
