// SPDX-License-Identifier: GPL-3.0-or-later
// Makes snapshots: whoever works changes a draft as often as it likes, and a thread of this class publishes it, at most
// thirty times a second, with a new revision. Snapshots that were handed out never change. Any thread may call
// anything; `published` is called on the publisher's thread and must not call back.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "app/snapshot.h"

namespace boresight::app {

class Publisher {
public:
    explicit Publisher(std::function<void()> published);

    void change(const std::function<void(Snapshot&)>& edit);
    std::shared_ptr<const Snapshot> latest() const;

private:
    void run(const std::stop_token& stop);

    std::function<void()> published_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    Snapshot draft_;
    std::shared_ptr<const Snapshot> latest_ = std::make_shared<const Snapshot>();
    bool dirty_ = false;
    std::jthread thread_;  // last: ends before what it uses
};

}  // namespace boresight::app
