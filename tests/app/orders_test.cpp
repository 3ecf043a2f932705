// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

namespace boresight::app {
namespace {

using namespace std::chrono_literals;

template <typename Kind>
bool is(const std::optional<Command>& command) {
    return command && std::holds_alternative<Kind>(*command);
}

TEST(Orders, ComeInTheOrderInWhichTheyWereSent) {
    Orders orders;
    orders.send(StartScan{});
    orders.send(StartAdvise{});
    EXPECT_TRUE(is<StartScan>(orders.next(0ms)));
    EXPECT_TRUE(is<StartAdvise>(orders.next(0ms)));
    EXPECT_FALSE(orders.next(0ms));
}

TEST(Orders, ARunningJobIsAskedToStopAndNoOtherBegins) {
    Orders orders;
    const StopToken stop = orders.begin(JobKind::scan);
    EXPECT_FALSE(orders.send(StartAim{}));
    EXPECT_FALSE(orders.send(StopJob{JobKind::listen}));
    EXPECT_FALSE(stop.stop_requested());
    EXPECT_TRUE(orders.send(StopJob{JobKind::scan}));
    EXPECT_TRUE(stop.stop_requested());
    orders.end();
    EXPECT_FALSE(orders.next(0ms)) << "what came meanwhile was dropped";
    orders.send(StartAim{});
    EXPECT_TRUE(is<StartAim>(orders.next(0ms)));
}

// What a person answers when asked, by what is sent meanwhile.
pose::Turned answer_to(const Command& command) {
    Orders orders;
    orders.begin(JobKind::aim);
    std::future<pose::Turned> answer = std::async(std::launch::async, [&orders] { return orders.ask_person(); });
    while (answer.wait_for(5ms) != std::future_status::ready) orders.send(command);
    return answer.get();
}

TEST(Orders, APersonAnswersByCommand) {
    EXPECT_EQ(answer_to(AntennaIsThere{}), pose::Turned::there);
    EXPECT_EQ(answer_to(SkipStop{}), pose::Turned::skipped);
    EXPECT_EQ(answer_to(StopJob{JobKind::aim}), pose::Turned::quit);
}

TEST(Orders, AnAnswerThatNobodyAskedForIsForgotten) {
    Orders orders;
    const StopToken stop = orders.begin(JobKind::aim);
    orders.send(AntennaIsThere{});
    std::future<pose::Turned> answer = std::async(std::launch::async, [&orders] { return orders.ask_person(); });
    EXPECT_EQ(answer.wait_for(50ms), std::future_status::timeout);
    orders.quit();
    EXPECT_EQ(answer.get(), pose::Turned::quit);
    EXPECT_TRUE(stop.stop_requested());
}

}  // namespace
}  // namespace boresight::app
