// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/device_thread.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

namespace boresight::radio {
namespace {

using namespace std::chrono_literals;

TEST(DeviceThread, DoesWorkInItsOrderOnOneThread) {
    DeviceThread device;
    std::thread::id first, second;
    EXPECT_TRUE(device.run([&] { first = std::this_thread::get_id(); }, 10s));
    EXPECT_TRUE(device.run([&] { second = std::this_thread::get_id(); }, 10s));
    EXPECT_EQ(first, second);
    EXPECT_NE(first, std::this_thread::get_id());
}

TEST(DeviceThread, WhatTheWorkThrowsIsThrownOnceToWhoWaits) {
    DeviceThread device;
    EXPECT_THROW(device.run([] { throw std::runtime_error("usb"); }, 10s), std::runtime_error);
    EXPECT_TRUE(device.wait(0ms));
    EXPECT_TRUE(device.run([] {}, 10s));
}

TEST(DeviceThread, WorkThatIsLateCanBeWaitedForAgain) {
    DeviceThread device;
    std::atomic<bool> go{false};
    EXPECT_FALSE(device.run(
        [&go] {
            while (!go) std::this_thread::sleep_for(1ms);
        },
        20ms));
    EXPECT_FALSE(device.wait(20ms));
    EXPECT_THROW(device.run([] {}, 0ms), std::logic_error);
    go = true;
    EXPECT_TRUE(device.wait(10s));
}

TEST(DeviceThread, WorkThatNeverEndsIsAbandoned) {
    const auto go = std::make_shared<std::atomic<bool>>(false);
    const auto ended = std::make_shared<std::atomic<bool>>(false);
    {
        DeviceThread device;
        EXPECT_FALSE(device.run(
            [go, ended] {
                while (!*go) std::this_thread::sleep_for(1ms);
                *ended = true;
            },
            20ms));
    }
    EXPECT_FALSE(*ended);
    *go = true;
    for (int waited = 0; waited < 1000 && !*ended; ++waited) std::this_thread::sleep_for(1ms);
    EXPECT_TRUE(*ended);
}

}  // namespace
}  // namespace boresight::radio
