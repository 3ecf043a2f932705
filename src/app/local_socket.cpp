// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace boresight::app {

namespace {

constexpr std::size_t longest_line = 512;  // a peer that says more is none of ours

}  // namespace

LocalSocket::~LocalSocket() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

LocalSocket::LocalSocket(LocalSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), received_(std::move(other.received_)) {}

LocalSocket& LocalSocket::operator=(LocalSocket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(received_, other.received_);
    return *this;
}

LocalSocket LocalSocket::connect_to(const std::filesystem::path& address) {
    sockaddr_un name{};
    const std::string& path = address.native();
    if (path.size() >= sizeof name.sun_path) return {};
    name.sun_family = AF_UNIX;
    std::memcpy(name.sun_path, path.c_str(), path.size() + 1);
    // Not blocking: when the queue of a hung listener is full, connecting would wait for ever.
    LocalSocket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.open()) return {};
    if (::connect(socket.descriptor_, reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0) return {};
    return socket;
}

bool LocalSocket::send_line(std::string_view line) const {
    const std::string whole = std::string(line) + '\n';
    // A line is far smaller than the socket's buffer: it goes whole or not at all.
    return ::send(descriptor_, whole.data(), whole.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(whole.size());
}

bool LocalSocket::wait(std::chrono::milliseconds patience) const {
    pollfd look{.fd = descriptor_, .events = POLLIN, .revents = 0};
    return ::poll(&look, 1, static_cast<int>(patience.count())) > 0;
}

LocalSocket::Received LocalSocket::receive_line(std::string& line, std::chrono::milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (const std::size_t end = received_.find('\n'); end != std::string::npos) {
            line = received_.substr(0, end);
            received_.erase(0, end + 1);
            return Received::line;
        }
        if (received_.size() > longest_line) return Received::closed;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (!wait(std::max(left, std::chrono::milliseconds(0)))) {
            if (left.count() <= 0) return Received::nothing_yet;
            continue;
        }
        std::array<char, longest_line> bytes;
        const ssize_t size = ::recv(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (size > 0)
            received_.append(bytes.data(), static_cast<std::size_t>(size));
        else if (size == 0 || (errno != EAGAIN && errno != EINTR))
            return Received::closed;
    }
}

}  // namespace boresight::app
