// SPDX-License-Identifier: GPL-3.0-or-later
// The scenes whose radio was pulled out while a device was open: no longer found, until that device is closed. One list
// a program, any thread.
#pragma once

#include <mutex>
#include <set>
#include <string>

namespace boresight::scene {

class Unplugged {
public:
    void add(const std::string& scene) {
        const std::lock_guard lock(mutex_);
        scenes_.insert(scene);
    }
    void remove(const std::string& scene) {
        const std::lock_guard lock(mutex_);
        scenes_.erase(scene);
    }
    bool contains(const std::string& scene) const {
        const std::lock_guard lock(mutex_);
        return scenes_.contains(scene);
    }

private:
    mutable std::mutex mutex_;
    std::set<std::string> scenes_;
};

Unplugged& unplugged();

}  // namespace boresight::scene
