// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signals.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

namespace boresight::cli {
namespace {

// Ends with 0 when every signal only set the flag, with 1 otherwise.
[[noreturn]] void ask_once(int signal) {
    static StopSource stop;
    install_signal_handlers(stop);
    const bool before = stop.token().stop_requested();
    std::raise(signal);
    std::_Exit(!before && stop.token().stop_requested() ? 0 : 1);
}

void ask_twice(int signal) {
    static StopSource stop;
    install_signal_handlers(stop);
    std::raise(signal);
    std::raise(signal);
}

TEST(Signals, TheFirstAsksForACleanStop) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        EXPECT_EXIT(ask_once(signal), testing::ExitedWithCode(0), "") << signal;
}

TEST(Signals, TheSecondEndsTheProgramAtOnce) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        EXPECT_EXIT(ask_twice(signal), testing::KilledBySignal(signal), "") << signal;
}

}  // namespace
}  // namespace boresight::cli
