// SPDX-License-Identifier: GPL-3.0-or-later
// Computes beside the thread that listens: one work after another in the order in which they were begun, on a thread of
// its own, which is made with the first. A result, or what the work threw, is in the future. What work is handed
// belongs to it until then. begin() waits while as many are waiting as may. When the worker ends, what waits is dropped
// and the work that is going on is waited for. Its methods are for the thread that made it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

#include "platform/thread_time.h"

namespace boresight::survey {

class Worker {
public:
    enum class On {
        own_thread,
        this_thread,  // begin() computes before it returns
    };

    explicit Worker(std::size_t most_waiting, On on = On::own_thread);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    template <class Work>
    std::future<std::invoke_result_t<Work&>> begin(Work work) {
        // Shared, since a std::function has to be copied.
        auto task = std::make_shared<std::packaged_task<std::invoke_result_t<Work&>()>>(
            [this, work = std::move(work)]() mutable {
                const Counted counted(*this);
                return work();
            });
        auto result = task->get_future();
        put([task] { (*task)(); });
        return result;
    }

    void drop_waiting();

    // Processor time of its own thread, for works whose result is there.
    double cpu_s() const;

private:
    class Counted {
    public:
        explicit Counted(Worker& worker) : worker_(worker) {}
        ~Counted() { worker_.count(cpu_of_this_thread_s() - began_s_); }
        Counted(const Counted&) = delete;
        Counted& operator=(const Counted&) = delete;

    private:
        Worker& worker_;
        double began_s_ = cpu_of_this_thread_s();
    };

    void put(std::function<void()> task);
    void count(double cpu_s);
    void work();

    const std::size_t most_waiting_;
    const On on_;
    mutable std::mutex mutex_;
    std::condition_variable came_, room_;
    std::deque<std::function<void()>> waiting_;
    double cpu_s_ = 0;
    bool ends_ = false;
    std::thread thread_;
};

}  // namespace boresight::survey
