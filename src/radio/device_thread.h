// SPDX-License-Identifier: GPL-3.0-or-later
// One thread that does all work on one device, so that a driver which hangs can't hang the program: whoever asks waits
// until a deadline and is told when the work isn't done by then. It may be waited for again, or abandoned with its
// thread; the work must then own all it touches. What the work throws is thrown to who waits for it. One owner's
// thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace boresight::radio {

class DeviceThread {
public:
    DeviceThread();
    ~DeviceThread();  // abandons work that isn't done
    DeviceThread(const DeviceThread&) = delete;
    DeviceThread& operator=(const DeviceThread&) = delete;

    // False when it isn't done by the deadline: it goes on, and wait() waits for it. Nothing else can run meanwhile.
    bool run(std::function<void()> work, std::chrono::milliseconds deadline);
    bool wait(std::chrono::milliseconds deadline);  // true at once where nothing goes on

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace boresight::radio
