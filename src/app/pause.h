// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a running `boresight log` to let go of its database and radio, and holds it so: a Pause lives longer than the
// Writer and the radio that are opened under it. When it goes, or its program is killed, the log takes both back. The
// log is found by the database it writes to; a job that keeps nothing names that database too when it needs the radio.
// Does nothing when no log runs. Throws an Error of kind `missing` with the pid of the holder when a log doesn't answer
// in time. One thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "app/local_socket.h"

namespace boresight::app {

constexpr std::chrono::milliseconds longest_wait_for_log{5000};

class Pause {
public:
    Pause() = default;
    explicit Pause(LocalSocket log) : log_(std::move(log)) {}

    bool holds_a_log() const { return log_.open(); }

private:
    LocalSocket log_;
};

// `command` is told to the log, whose gap says who asked: "boresight aim".
[[nodiscard]] Pause ask_log_to_pause(const std::filesystem::path& database, const std::string& command,
                                     std::chrono::milliseconds patience = longest_wait_for_log);

}  // namespace boresight::app
