// SPDX-License-Identifier: GPL-3.0-or-later
// A service of a test that answers lines with lines, on a free port of this machine. It serves one connection after the
// other until it is destroyed.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <thread>

namespace boresight::tests {

// `answer` returns what to send, or nullopt to hang up.
class LineServer {
public:
    using Answer = std::function<std::optional<std::string>(const std::string& line)>;
    explicit LineServer(Answer answer, std::string greeting = {})
        : answer_(std::move(answer)), greeting_(std::move(greeting)), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        listen(listener_, 4);
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    LineServer(const LineServer&) = delete;
    ~LineServer() {
        ends_ = true;
        thread_.join();
        close(listener_);
    }

    int port() const { return port_; }
    int connections() const { return connections_; }

private:
    bool readable(int socket) const {
        pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
        return poll(&waiting, 1, 10) > 0;
    }
    void serve() {
        while (!ends_) {
            if (!readable(listener_)) continue;
            const int peer = accept(listener_, nullptr, nullptr);
            ++connections_;
            talk(peer);
            close(peer);
        }
    }
    void talk(int peer) {
        std::string received;
        send(peer, greeting_.data(), greeting_.size(), MSG_NOSIGNAL);
        while (!ends_) {
            if (!readable(peer)) continue;
            char piece[512];
            const ssize_t got = recv(peer, piece, sizeof piece, 0);
            if (got <= 0) return;
            received.append(piece, static_cast<std::size_t>(got));
            for (std::size_t end = received.find('\n'); end != std::string::npos; end = received.find('\n')) {
                const auto said = answer_(received.substr(0, end));
                received.erase(0, end + 1);
                if (!said) return;
                send(peer, said->data(), said->size(), MSG_NOSIGNAL);
            }
        }
    }

    Answer answer_;
    std::string greeting_;
    int listener_;
    int port_ = 0;
    std::atomic<bool> ends_{false};
    std::atomic<int> connections_{0};
    std::thread thread_;
};

// One that nobody listens on.
inline int free_port() {
    return LineServer([](const std::string&) { return std::nullopt; }).port();
}

}  // namespace boresight::tests
