// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP connection to a service that talks in short lines of text (rotctld, gpsd): looking the host up, connecting,
// sending and receiving each end by a deadline and within 0.1 s of a stop. Owns its socket. A peer that is gone, late,
// or sends more than 64 KiB without an end of line is an outcome, never an Error, and never a signal. One thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "platform/stop.h"

namespace boresight::pose {

struct ServiceAddress {
    std::string host = "127.0.0.1";
    int port = 0;

    std::string text() const;  // "127.0.0.1:4533", "[::1]:4533"
};

// "HOST:PORT", "HOST" or ":PORT" with the rest as given, an IPv6 address in brackets; throws an Error (bad input) that
// names `where` for anything else.
ServiceAddress parse_service_address(std::string_view text, ServiceAddress otherwise, std::string_view where);

class LineConnection {
public:
    enum class Outcome { done, gone, late, stopped };
    using Patience = std::chrono::milliseconds;

    LineConnection() = default;
    ~LineConnection() { close(); }
    LineConnection(LineConnection&& other) noexcept;
    LineConnection& operator=(LineConnection&& other) noexcept;

    Outcome open(const ServiceAddress& address, Patience patience, StopToken stop);
    void close();
    bool is_open() const { return socket_ >= 0; }

    Outcome send(std::string_view text, Patience patience, StopToken stop);
    Outcome receive(std::string& line, Patience patience, StopToken stop);  // without its end

private:
    int socket_ = -1;
    std::string received_;
};

}  // namespace boresight::pose
