// SPDX-License-Identifier: GPL-3.0-or-later
// A connection between two programs of one user on one machine (a Unix socket), on which they say short lines to each
// other. Owns the descriptor. A peer that went away is an outcome, never an Error, and never a signal. One thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace boresight::app {

class LocalSocket {
public:
    LocalSocket() = default;
    explicit LocalSocket(int descriptor) : descriptor_(descriptor) {}
    ~LocalSocket();
    LocalSocket(LocalSocket&& other) noexcept;
    LocalSocket& operator=(LocalSocket&& other) noexcept;

    // To whoever listens there; an empty socket when nobody does.
    static LocalSocket connect_to(const std::filesystem::path& address);

    bool open() const { return descriptor_ >= 0; }
    int descriptor() const { return descriptor_; }

    bool send_line(std::string_view line) const;  // false: the peer is gone

    enum class Received { line, closed, nothing_yet };
    // Waits at most so long for a whole line, which goes into `line` without its end.
    Received receive_line(std::string& line, std::chrono::milliseconds patience);

    // Whether there is something to read or the peer is gone, within that time.
    bool wait(std::chrono::milliseconds patience) const;

private:
    int descriptor_ = -1;
    std::string received_;
};

}  // namespace boresight::app
