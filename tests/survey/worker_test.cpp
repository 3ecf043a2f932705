// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace boresight::survey {
namespace {

constexpr std::size_t most_waiting = 3;
constexpr int works = 50;

TEST(Worker, ComputesOneWorkAfterAnotherInTheirOrderOnAThreadOfItsOwn) {
    std::vector<int> order;
    std::vector<std::future<std::thread::id>> results;
    {
        Worker worker(works);
        for (int k = 0; k < works; ++k)
            results.push_back(worker.begin([&order, k] {
                order.push_back(k);
                return std::this_thread::get_id();
            }));
        for (auto& result : results) EXPECT_NE(result.get(), std::this_thread::get_id());
    }
    ASSERT_EQ(order.size(), static_cast<std::size_t>(works));
    for (int k = 0; k < works; ++k) EXPECT_EQ(order[static_cast<std::size_t>(k)], k);
}

TEST(Worker, ComputesBeforeItGoesOnWhereItHasNoThread) {
    Worker worker(1, Worker::On::this_thread);
    int done = 0;
    for (int k = 1; k <= works; ++k) {
        auto result = worker.begin([&done] { return ++done; });
        EXPECT_EQ(done, k);
        EXPECT_EQ(result.get(), k);
    }
    EXPECT_EQ(worker.cpu_s(), 0) << "counted as the caller's";
}

TEST(Worker, HandsOnWhatAWorkThrowsAndGoesOn) {
    for (const auto on : {Worker::On::own_thread, Worker::On::this_thread}) {
        Worker worker(most_waiting, on);
        auto fails = worker.begin([]() -> int { throw std::runtime_error("no"); });
        auto next = worker.begin([] { return 7; });
        EXPECT_THROW(fails.get(), std::runtime_error);
        EXPECT_EQ(next.get(), 7);
    }
}

TEST(Worker, LetsNoMoreWaitThanMay) {
    Worker worker(most_waiting);
    std::atomic<std::size_t> started{0};
    for (std::size_t begun = 1; begun <= works; ++begun) {
        (void)worker.begin([&started] {
            std::this_thread::yield();
            ++started;
        });
        EXPECT_LE(begun - started, most_waiting + 1);  // and one that is taken up
    }
}

TEST(Worker, DropsWhatWaitsWhenItEndsAndFinishesWhatItIsAt) {
    std::promise<void> go;
    std::atomic<bool> begun{false};
    std::future<int> first, second, third;
    std::thread opens;
    {
        Worker worker(most_waiting);
        first = worker.begin([&] {
            begun = true;
            go.get_future().wait();
            return 1;
        });
        while (!begun) std::this_thread::yield();
        second = worker.begin([] { return 2; });
        worker.drop_waiting();
        EXPECT_THROW(second.get(), std::future_error);
        third = worker.begin([] { return 3; });
        opens = std::thread([&go] { go.set_value(); });
    }
    opens.join();
    EXPECT_EQ(first.get(), 1);
    if (third.valid() && third.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
        try {
            EXPECT_EQ(third.get(), 3);  // begun before the end, or dropped
        } catch (const std::future_error&) {
        }
    }
}

TEST(Worker, CountsTheProcessorTimeOfItsThread) {
    Worker worker(1);
    auto result = worker.begin([] {
        const double until_s = cpu_of_this_thread_s() + 0.01;
        while (cpu_of_this_thread_s() < until_s) {
        }
    });
    result.get();
    EXPECT_GE(worker.cpu_s(), 0.01);
}

}  // namespace
}  // namespace boresight::survey
