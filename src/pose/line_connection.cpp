// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/line_connection.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <future>
#include <memory>
#include <thread>
#include <utility>

#include "platform/error.h"

namespace boresight::pose {

namespace {

using Outcome = LineConnection::Outcome;
using Steady = std::chrono::steady_clock;

constexpr std::size_t longest_line = 64 << 10;
constexpr std::chrono::milliseconds look_for_stop{50};
constexpr int highest_port = 65535;

struct FreeAddresses {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using Addresses = std::shared_ptr<addrinfo>;

// Asking for a name can take longer than anybody wants to wait: it is done aside, and left there if it is late.
Outcome look_up(const ServiceAddress& address, Steady::time_point until, StopToken stop, Addresses& found) {
    std::promise<Addresses> answer;
    std::future<Addresses> answered = answer.get_future();
    std::thread([address, answer = std::move(answer)]() mutable {
        addrinfo wanted{};
        wanted.ai_socktype = SOCK_STREAM;
        addrinfo* list = nullptr;
        const int failed = getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &wanted, &list);
        answer.set_value(failed != 0 ? nullptr : Addresses(list, FreeAddresses{}));
    }).detach();
    while (answered.wait_for(look_for_stop) != std::future_status::ready) {
        if (stop.stop_requested()) return Outcome::stopped;
        if (Steady::now() >= until) return Outcome::late;
    }
    found = answered.get();
    return found ? Outcome::done : Outcome::gone;
}

// Until the socket can do that.
Outcome wait_for(int socket, short events, Steady::time_point until, StopToken stop) {
    for (;;) {
        if (stop.stop_requested()) return Outcome::stopped;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Steady::now());
        if (left.count() < 0) return Outcome::late;
        pollfd waiting{.fd = socket, .events = events, .revents = 0};
        const auto slice = std::min(left + std::chrono::milliseconds(1), look_for_stop);
        const int ready = poll(&waiting, 1, static_cast<int>(slice.count()));
        if (ready > 0) return Outcome::done;
        if (ready < 0 && errno != EINTR) return Outcome::gone;
    }
}

Outcome connect_one(int socket, const addrinfo& to, Steady::time_point until, StopToken stop) {
    if (fcntl(socket, F_SETFL, O_NONBLOCK) != 0) return Outcome::gone;
    if (connect(socket, to.ai_addr, to.ai_addrlen) == 0) return Outcome::done;
    if (errno != EINPROGRESS) return Outcome::gone;
    const Outcome waited = wait_for(socket, POLLOUT, until, stop);
    if (waited != Outcome::done) return waited;
    int fault = 0;
    socklen_t size = sizeof fault;
    const bool asked = getsockopt(socket, SOL_SOCKET, SO_ERROR, &fault, &size) == 0;
    return asked && fault == 0 ? Outcome::done : Outcome::gone;
}

}  // namespace

std::string ServiceAddress::text() const {
    return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port) : fmt::format("[{}]:{}", host, port);
}

ServiceAddress parse_service_address(std::string_view text, ServiceAddress otherwise, std::string_view where) {
    const auto fail = [&] {
        throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{:.80}\" is no address of a service", text),
                                             .where = std::string(where),
                                             .expected = fmt::format("HOST:PORT, as in {}", otherwise.text()),
                                             .fix = ""});
    };
    const bool in_brackets = text.starts_with('[');
    const std::size_t host_end = in_brackets ? text.find(']') : text.find(':');
    if (in_brackets && host_end == std::string_view::npos) fail();
    const std::string_view host = in_brackets ? text.substr(1, host_end - 1) : text.substr(0, host_end);
    std::string_view rest =
        host_end == std::string_view::npos ? std::string_view{} : text.substr(host_end + (in_brackets ? 1 : 0));
    if (!host.empty()) otherwise.host = host;
    if (host.find_first_of(" \t\r\n/@") != std::string_view::npos) fail();
    if (rest.empty()) return otherwise;
    if (rest.front() != ':') fail();
    rest.remove_prefix(1);
    const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), otherwise.port);
    if (fault != std::errc{} || end != rest.data() + rest.size() || otherwise.port < 1 || otherwise.port > highest_port)
        fail();
    return otherwise;
}

LineConnection::LineConnection(LineConnection&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

LineConnection& LineConnection::operator=(LineConnection&& other) noexcept {
    std::swap(socket_, other.socket_);
    std::swap(received_, other.received_);
    return *this;
}

Outcome LineConnection::open(const ServiceAddress& address, Patience patience, StopToken stop) {
    close();
    const Steady::time_point until = Steady::now() + patience;
    Addresses found;
    Outcome outcome = look_up(address, until, stop, found);
    for (const addrinfo* to = found.get(); to != nullptr && outcome != Outcome::stopped; to = to->ai_next) {
        socket_ = socket(to->ai_family, to->ai_socktype | SOCK_CLOEXEC, to->ai_protocol);
        outcome = socket_ < 0 ? Outcome::gone : connect_one(socket_, *to, until, stop);
        if (outcome == Outcome::done) return outcome;
        close();
    }
    return outcome == Outcome::done ? Outcome::gone : outcome;
}

void LineConnection::close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
    received_.clear();
}

Outcome LineConnection::send(std::string_view text, Patience patience, StopToken stop) {
    const Steady::time_point until = Steady::now() + patience;
    while (!text.empty()) {
        if (!is_open()) return Outcome::gone;
        const Outcome waited = wait_for(socket_, POLLOUT, until, stop);
        if (waited != Outcome::done) return waited;
        const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) {
            close();
            return Outcome::gone;
        }
        if (sent > 0) text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return Outcome::done;
}

Outcome LineConnection::receive(std::string& line, Patience patience, StopToken stop) {
    const Steady::time_point until = Steady::now() + patience;
    for (;;) {
        if (const std::size_t end = received_.find('\n'); end != std::string::npos) {
            line = received_.substr(0, end);
            if (line.ends_with('\r')) line.pop_back();
            received_.erase(0, end + 1);
            return Outcome::done;
        }
        if (!is_open()) return Outcome::gone;
        const Outcome waited = wait_for(socket_, POLLIN, until, stop);
        if (waited != Outcome::done) return waited;
        char piece[4096];
        const ssize_t got = recv(socket_, piece, sizeof piece, 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (got > 0) received_.append(piece, static_cast<std::size_t>(got));
        if (got <= 0 || received_.size() > longest_line) {
            close();
            return Outcome::gone;
        }
    }
}

}  // namespace boresight::pose
