// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/addresses.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace boresight::phone {

namespace {

constexpr const char* elsewhere = "192.0.2.1";  // of nobody (RFC 5737): only the way there is asked for
constexpr std::uint16_t discard_port = 9;

std::string text_of(const in_addr& address) {
    std::array<char, INET_ADDRSTRLEN> text{};
    inet_ntop(AF_INET, &address, text.data(), text.size());
    return text.data();
}

// The address that a packet to elsewhere would carry; a datagram socket that is connected sends nothing.
std::optional<std::string> on_the_way_out() {
    const int way = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (way < 0) return std::nullopt;
    sockaddr_in there{}, here{};
    there.sin_family = AF_INET;
    there.sin_port = htons(discard_port);
    inet_pton(AF_INET, elsewhere, &there.sin_addr);
    socklen_t size = sizeof here;
    const bool known = connect(way, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0 &&
                       getsockname(way, reinterpret_cast<sockaddr*>(&here), &size) == 0;
    close(way);
    return known ? std::optional(text_of(here.sin_addr)) : std::nullopt;
}

}  // namespace

std::optional<std::string> network_address() {
    if (const auto address = on_the_way_out()) return address;
    std::optional<std::string> found;
    ifaddrs* all = nullptr;
    if (getifaddrs(&all) != 0) return std::nullopt;
    for (const ifaddrs* one = all; one != nullptr && !found; one = one->ifa_next) {
        const bool up = (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_LOOPBACK) == 0;
        if (up && one->ifa_addr != nullptr && one->ifa_addr->sa_family == AF_INET)
            found = text_of(reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr);
    }
    freeifaddrs(all);
    return found;
}

bool is_any_address(const std::string& address) {
    return address == "0.0.0.0" || address == "::";
}

}  // namespace boresight::phone
