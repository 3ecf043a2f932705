// SPDX-License-Identifier: GPL-3.0-or-later
// A client of plain sockets: sends exactly the bytes it is given, from whichever address of this machine.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace boresight::phone::tests {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds patience{5000};

inline double seconds_since(steady_clock::time_point start) {
    return std::chrono::duration<double>(steady_clock::now() - start).count();
}

class Wire {
public:
    explicit Wire(int port, const char* from = "127.0.0.1") : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const sockaddr_in here = address(from, 0), there = address("127.0.0.1", port);
        bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here);
        open_ = connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0;
    }
    ~Wire() { close(); }
    Wire(Wire&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)), open_(other.open_), got_(std::move(other.got_)) {}
    Wire& operator=(Wire&&) = delete;

    bool open() const { return open_; }
    bool send(const std::string& bytes) {
        return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
    }
    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }

    // Reads until the text has come; false where the other end closes or time is up before.
    bool read_until(const std::string& text, milliseconds wait = patience) {
        const auto until = steady_clock::now() + wait;
        while (got_.find(text) == std::string::npos)
            if (!read_some(until)) return false;
        return true;
    }
    // Reads until the other end closes; false where time is up before.
    bool read_all(milliseconds wait = patience) {
        const auto until = steady_clock::now() + wait;
        while (read_some(until)) {
        }
        return ended_;
    }
    const std::string& got() const { return got_; }
    void forget() { got_.clear(); }

private:
    static sockaddr_in address(const char* text, int port) {
        sockaddr_in out{};
        out.sin_family = AF_INET;
        out.sin_port = htons(static_cast<std::uint16_t>(port));
        inet_pton(AF_INET, text, &out.sin_addr);
        return out;
    }
    bool read_some(steady_clock::time_point until) {
        const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now()).count();
        pollfd one{.fd = socket_, .events = POLLIN, .revents = 0};
        if (left <= 0 || poll(&one, 1, static_cast<int>(left)) <= 0) return false;
        std::array<char, 8192> part{};
        const ssize_t n = recv(socket_, part.data(), part.size(), 0);
        ended_ = n <= 0;
        if (n > 0) got_.append(part.data(), static_cast<std::size_t>(n));
        return n > 0;
    }

    int socket_;
    bool open_ = false, ended_ = false;
    std::string got_;
};

struct Reply {
    int status = 0;  // 0: none came
    std::string head, body;
};

inline Reply reply_of(const std::string& bytes) {
    Reply out;
    const std::size_t end = bytes.find("\r\n\r\n");
    if (bytes.size() < 12 || end == std::string::npos) return out;
    out.status = std::stoi(bytes.substr(9, 3));
    out.head = bytes.substr(0, end + 2);
    out.body = bytes.substr(end + 4);
    return out;
}

}  // namespace boresight::phone::tests
