// SPDX-License-Identifier: GPL-3.0-or-later
// A rotctld of a test, on a free port of this machine: turns at 60 degrees a second and has one fault. It serves one
// connection after the other until it is destroyed.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>

namespace boresight::tests {

// Sockets of a service that answers each line; `answer` returns what to send, or nullopt to hang up.
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

struct FakeRotator {
    enum class Fault {
        none,
        stalls,
        stuck,
        never_arrives,
        overshoots,
        garbage,
        silent,
        drops_once,
        refuses,
        no_limits
    };
    static constexpr double speed_deg_per_s = 60;

    explicit FakeRotator(Fault of, double begin_deg = 0)
        : fault(of),
          from_deg(begin_deg),
          to_deg(begin_deg),
          server([this](const std::string& line) { return say(line); }) {}

    int port() const { return server.port(); }

    std::atomic<Fault> fault;
    std::atomic<double> asked_deg{1e9};  // what it was last asked for
    std::atomic<bool> halted{false};
    std::atomic<double> from_deg, to_deg;
    std::atomic<double> began_s{0};
    LineServer server;

private:
    static double now_s() {
        return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
    }
    double at_deg() const {
        const double way_deg = to_deg - from_deg;
        const double gone_deg = std::min(std::abs(way_deg), (now_s() - began_s) * speed_deg_per_s);
        double at = from_deg + std::copysign(gone_deg, way_deg);
        if (fault == Fault::stalls) at = from_deg + std::copysign(std::min(gone_deg, std::abs(way_deg) / 2), way_deg);
        if (fault == Fault::stuck) at = from_deg;
        if (fault == Fault::never_arrives) at = to_deg + 20 + 10 * std::sin(6 * now_s());
        if (fault == Fault::overshoots) {  // by 8 degrees, and swings back within half a second
            const double past_s = now_s() - began_s - std::abs(way_deg) / speed_deg_per_s;
            if (past_s > 0) at = to_deg + 8 * std::exp(-6 * past_s) * std::sin(12 * past_s + 1.5);
        }
        return at;
    }
    std::optional<std::string> say(const std::string& line) {
        if (fault == Fault::silent) return "";
        if (line == "+\\dump_state") {
            if (fault == Fault::no_limits) return "";
            return "dump_state:\nMinimum Azimuth: -180.000000\nMaximum Azimuth: 450.000000\nMinimum Elevation: "
                   "0.000000\nMaximum Elevation: 90.000000\nRPRT 0\n";
        }
        if (line == "p") {
            if (fault == Fault::garbage) return "\x01 nonsense\n<html>\n";
            char text[64];
            std::snprintf(text, sizeof text, "%.2f\n%.2f\n", at_deg(), 0.0);
            return text;
        }
        if (line == "S") {
            from_deg = to_deg = at_deg();
            halted = true;
            return "RPRT 0\n";
        }
        double azimuth_deg = 0, elevation_deg = 0;
        if (std::sscanf(line.c_str(), "P %lf %lf", &azimuth_deg, &elevation_deg) != 2) return "";
        if (fault == Fault::refuses) return "RPRT -1\n";
        if (fault == Fault::drops_once) {
            fault = Fault::none;
            return std::nullopt;
        }
        asked_deg = azimuth_deg;
        from_deg = at_deg();
        to_deg = azimuth_deg;
        began_s = now_s();
        return "RPRT 0\n";
    }
};

}  // namespace boresight::tests
