// SPDX-License-Identifier: GPL-3.0-or-later
// What runs behind a window: opens the radio (without one, the made world, which says so), listens, scans, sweeps and
// advises as commands ask, one job at a time, on a thread of its own, and publishes snapshots. Nothing is thrown past
// the constructor: what goes wrong becomes a message of the snapshot. The destructor ends what runs; what was measured
// is kept. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "app/command.h"
#include "app/config.h"
#include "app/radio_session.h"
#include "app/snapshot.h"
#include "platform/clock.h"

namespace boresight::app {

struct EngineSetting {
    RadioRequest radio;
    Config config;
    std::filesystem::path config_file;  // where what the user chooses is remembered; empty: nowhere
    std::function<void()> published;    // called on a thread of the engine's when there is a new snapshot; may be empty
};

class Engine {
public:
    Engine(EngineSetting setting, Clock& machine_clock);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    std::shared_ptr<const Snapshot> snapshot() const;
    void send(const Command& command);

private:
    class Work;
    std::unique_ptr<Work> work_;
};

}  // namespace boresight::app
