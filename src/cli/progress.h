// SPDX-License-Identifier: GPL-3.0-or-later
// Words of progress on stderr, with the time left. On a terminal one line that redraws itself at most ten times a
// second and vanishes at the end; elsewhere a plain line every five seconds; nothing with --quiet. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "cli/context.h"

namespace boresight::cli {

class Progress {
public:
    // what: "Searching", "Writing"
    Progress(Context& context, std::string what);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // Another word for what goes on, as in "Scanning 739 MHz".
    void say(std::string what) { what_ = std::move(what); }
    // A line of its own, which stays.
    void announce(const std::string& words);
    // share: done so far, 0..1. Answers whether to go on: false once the user asked to stop.
    bool update(double share);

private:
    Context& context_;
    std::string what_;
    std::int64_t started_ns_;
    std::int64_t shown_ns_;
    bool drawn_ = false;
};

// "3 s", "2 min 10 s", "1 h 5 min": for the time left, rounded as a person would.
std::string spoken_duration(double seconds);

}  // namespace boresight::cli
