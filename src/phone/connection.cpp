// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace boresight::phone {

namespace {

using std::chrono::steady_clock;

constexpr unsigned unheard_ms = 10'000;  // after that a phone that confirms nothing is gone
constexpr int send_bytes = 65'536;       // what may lie on its way to one phone

Endpoint endpoint(const sockaddr_storage& where) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (where.ss_family == AF_INET) {
        const auto& in = reinterpret_cast<const sockaddr_in&>(where);
        inet_ntop(AF_INET, &in.sin_addr, text.data(), text.size());
        return {text.data(), ntohs(in.sin_port)};
    }
    if (where.ss_family != AF_INET6) return {};
    const auto& in = reinterpret_cast<const sockaddr_in6&>(where);
    inet_ntop(AF_INET6, &in.sin6_addr, text.data(), text.size());
    return {text.data(), ntohs(in.sin6_port)};
}

Endpoint local_end(int descriptor) {
    sockaddr_storage where{};
    socklen_t size = sizeof where;
    return getsockname(descriptor, reinterpret_cast<sockaddr*>(&where), &size) == 0 ? endpoint(where) : Endpoint{};
}

}  // namespace

Endpoint remote_end(int descriptor) {
    sockaddr_storage where{};
    socklen_t size = sizeof where;
    return getpeername(descriptor, reinterpret_cast<sockaddr*>(&where), &size) == 0 ? endpoint(where) : Endpoint{};
}

Connection::Connection(int descriptor)
    : descriptor_(descriptor), remote_(remote_end(descriptor)), local_(local_end(descriptor)) {
    fcntl(descriptor_, F_SETFL, fcntl(descriptor_, F_GETFL) | O_NONBLOCK);
    const int at_once = 1;
    setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    setsockopt(descriptor_, IPPROTO_TCP, TCP_USER_TIMEOUT, &unheard_ms, sizeof unheard_ms);
    setsockopt(descriptor_, SOL_SOCKET, SO_SNDBUF, &send_bytes, sizeof send_bytes);
}

Connection::~Connection() {
    shutdown(descriptor_, SHUT_WR);
    close(descriptor_);
}

bool Connection::wait(short events, steady_clock::time_point until) const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd one{.fd = descriptor_, .events = events, .revents = 0};
    return poll(&one, 1, static_cast<int>(left)) > 0 || errno == EINTR;
}

RequestBytes Connection::read_request(std::string& request, const RequestLimits& limits,
                                      std::chrono::milliseconds patience) {
    const auto until = steady_clock::now() + patience;
    request.clear();
    std::array<char, 2048> part{};
    for (;;) {
        const ssize_t got = recv(descriptor_, part.data(), part.size(), 0);
        if (got > 0) {
            request.append(part.data(), static_cast<std::size_t>(got));
            const RequestBytes read = request_bytes(request, limits);
            if (read.state == RequestState::whole) request.resize(read.size);
            if (read.state != RequestState::more) return read;
        } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
            return {};
        } else if (!wait(POLLIN, until)) {
            return {};
        }
        if (steady_clock::now() > until) return {};
    }
}

bool Connection::write(std::string_view bytes, std::chrono::milliseconds patience) {
    auto until = steady_clock::now() + patience;
    while (!bytes.empty()) {
        const ssize_t sent = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
            until = steady_clock::now() + patience;
        } else if ((errno != EAGAIN && errno != EINTR) || !wait(POLLOUT, until)) {
            return false;
        }
    }
    return true;
}

}  // namespace boresight::phone
