// SPDX-License-Identifier: GPL-3.0-or-later
// One accepted TCP connection: reads a whole request and writes an answer, each within a time and a size, so that a
// peer that sends byte by byte, or reads none, holds nobody up for longer. Owns the descriptor. A peer that went away
// is an outcome, never an Error, and never a signal. One thread; whoever shuts the descriptor down from outside ends
// what waits here at once.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "phone/request_bytes.h"

namespace boresight::phone {

struct Endpoint {
    std::string address;  // numeric
    int port = 0;
};

// Of the other side of a socket; empty where that is gone already.
Endpoint remote_end(int descriptor);

class Connection {
public:
    explicit Connection(int descriptor);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int descriptor() const { return descriptor_; }
    const Endpoint& remote() const { return remote_; }
    const Endpoint& local() const { return local_; }

    // The request's bytes into `request`; `more` where the peer or the time ended first.
    RequestBytes read_request(std::string& request, const RequestLimits& limits, std::chrono::milliseconds patience);

    // False where the peer is gone or took nothing for that long.
    bool write(std::string_view bytes, std::chrono::milliseconds patience);

private:
    bool wait(short events, std::chrono::steady_clock::time_point until) const;

    int descriptor_;
    Endpoint remote_, local_;
};

}  // namespace boresight::phone
