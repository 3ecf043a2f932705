// SPDX-License-Identifier: GPL-3.0-or-later
// Who gets in, and who serves them: a fixed number of threads, each with one connection at a time, which it reads
// whole, has answered and closes. An address that connects too often is turned away unread; where nobody is free, the
// connection that has been longest without a whole request is cut off and the latest is served first, so that slow
// senders keep nobody out. With two threads more than there may be streams, some are always left for the short
// requests. close() ends what runs and returns when the threads have ended. Any thread; nothing is thrown past admit().
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

#include "phone/connection.h"
#include "phone/rate.h"

namespace boresight::phone {

struct DoorLimits {
    std::size_t threads = 16;  // two more than there may be streams, or more
    std::size_t waiting = 32;  // connections that no thread has taken yet; beyond, the oldest is dropped
    RateLimit rate = {};       // of each address
    RequestLimits request = {};
    std::chrono::milliseconds request_patience{3000};
    std::chrono::milliseconds write_patience{2000};
};

class Doors {
public:
    // Answers a whole request.
    using Serve = std::function<void(Connection&, const std::string& request)>;

    Doors(const DoorLimits& limits, Serve serve);
    ~Doors();
    Doors(const Doors&) = delete;
    Doors& operator=(const Doors&) = delete;

    // Takes over an accepted socket.
    void admit(int descriptor);

    void close();

private:
    struct Inside {
        int descriptor = -1;
        bool whole = false;  // its request has come
    };

    void work();
    void attend(int descriptor);
    void cut_slowest();

    DoorLimits limits_;
    Serve serve_;
    std::mutex mutex_;
    std::condition_variable changed_;
    Rate rate_;
    std::deque<int> waiting_;
    std::list<Inside> inside_;  // the longest first
    std::size_t idle_ = 0;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace boresight::phone
