// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/server.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>

#include "radio/device_thread.h"

namespace boresight::radio {

namespace {

constexpr const char* usual_port = "55132";
constexpr int longest_connect_ms = static_cast<int>(longest_reply_s * 1000);
constexpr std::chrono::seconds longest_look{8};  // names are looked up as long as the system likes

Error no_address(const std::string& text) {
    return Error(Error::Kind::bad_input, {.what = "this is no address of a server",
                                          .where = "remote=" + text,
                                          .expected = "tcp://HOST or tcp://HOST:PORT, as in tcp://192.168.1.20:55132",
                                          .fix = "Name the computer that SoapySDRServer runs on"});
}

// "host", "host:port" or "[host]:port".
ServerAddress split(const std::string& text) {
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        const bool port = end != std::string::npos && end + 1 < text.size();
        if (end == std::string::npos || (port && text[end + 1] != ':')) return {};
        return {text.substr(1, end - 1), port ? text.substr(end + 2) : usual_port};
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) return {text, usual_port};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

bool is_port(const std::string& text) {
    return !text.empty() && text.size() <= 5 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) && std::stoi(text) >= 1 &&
           std::stoi(text) <= 65535;
}

ServerReply try_one(const addrinfo& address) {
    const int socket_fd = socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_fd < 0) return ServerReply::silent;
    int failure = connect(socket_fd, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
    if (failure == EINPROGRESS) {
        pollfd ready{.fd = socket_fd, .events = POLLOUT, .revents = 0};
        socklen_t size = sizeof(failure);
        if (poll(&ready, 1, longest_connect_ms) != 1 ||
            getsockopt(socket_fd, SOL_SOCKET, SO_ERROR, &failure, &size) != 0)
            failure = ETIMEDOUT;
    }
    close(socket_fd);
    if (failure == 0) return ServerReply::listens;
    return failure == ECONNREFUSED ? ServerReply::refuses : ServerReply::silent;
}

ServerReply try_now(const ServerAddress& address) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(address.host.c_str(), address.port.c_str(), &wanted, &found) != 0) return ServerReply::unknown_host;
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found, freeaddrinfo);
    ServerReply reply = ServerReply::silent;
    for (const addrinfo* each = found; each != nullptr && reply != ServerReply::listens; each = each->ai_next) {
        const ServerReply one = try_one(*each);
        if (one != ServerReply::silent) reply = one;
    }
    return reply;
}

}  // namespace

std::string ServerAddress::text() const {
    return host.find(':') == std::string::npos ? fmt::format("tcp://{}:{}", host, port)
                                               : fmt::format("tcp://[{}]:{}", host, port);
}

ServerAddress server_address(const std::string& text) {
    constexpr std::string_view scheme = "tcp://";
    ServerAddress address = split(text.starts_with(scheme) ? text.substr(scheme.size()) : text);
    if (address.host.empty() || address.host.find('/') != std::string::npos || !is_port(address.port))
        throw no_address(text);
    return address;
}

ServerReply try_server(const ServerAddress& address) {
    const auto reply = std::make_shared<ServerReply>(ServerReply::silent);
    DeviceThread looker;
    const bool done = looker.run([address, reply] { *reply = try_now(address); }, longest_look);
    return done ? *reply : ServerReply::silent;
}

Error unreachable_server(const ServerAddress& address, ServerReply reply) {
    ErrorText text{.what = fmt::format("no answer within {:g} s", longest_reply_s),
                   .where = address.text(),
                   .expected = "a SoapySDRServer",
                   .fix = "See that its computer is on and in the same network, and that no firewall closes the port"};
    if (reply == ServerReply::refuses) {
        text.what = "nothing listens at this port";
        text.fix = fmt::format(
            "Start it on the computer that has the radio, as in SoapySDRServer --bind=tcp://0.0.0.0:{}, "
            "or name the port it has",
            address.port);
    } else if (reply == ServerReply::unknown_host) {
        text.what = "no computer of this name is known";
        text.expected = "the name or the address of the computer that has the radio";
        text.fix = "Check the name, or give the address in numbers, as in tcp://192.168.1.20:55132";
    }
    return Error(Error::Kind::missing, text);
}

Error mute_server(const ServerAddress& address, const std::string& said) {
    return Error(Error::Kind::missing, {.what = "something listens there and doesn't answer as a SoapySDRServer does" +
                                                (said.empty() ? "" : " (" + said + ')'),
                                        .where = address.text(),
                                        .expected = fmt::format("its list of radios within {:g} s", longest_reply_s),
                                        .fix = "Start SoapySDRServer there again, or name the port it has"});
}

}  // namespace boresight::radio
