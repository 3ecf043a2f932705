// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/host.h"

#include <fmt/format.h>

namespace boresight::phone {

namespace {

constexpr std::string_view mapped = "::ffff:";  // an IPv4 address as a socket of IPv6 tells it
constexpr int http_port = 80;

std::string_view plain(std::string_view address) {
    const bool is_mapped = address.substr(0, mapped.size()) == mapped && address.find('.') != std::string_view::npos;
    return is_mapped ? address.substr(mapped.size()) : address;
}

std::string with_port(const std::string& name, int port) {
    return port == http_port ? name : fmt::format("{}:{}", name, port);
}

}  // namespace

bool is_loopback(std::string_view address) {
    return plain(address).substr(0, 4) == "127." || address == "::1";
}

std::string authority(std::string_view address, int port) {
    const std::string bare(plain(address));
    return with_port(bare.find(':') == std::string::npos ? bare : "[" + bare + "]", port);
}

bool host_is_ours(std::string_view host, std::string_view local_address, int port) {
    return host == authority(local_address, port) ||
           (is_loopback(local_address) && host == with_port("localhost", port));
}

bool origin_is_ours(std::string_view origin, std::string_view host) {
    return !host.empty() && origin == "http://" + std::string(host);
}

}  // namespace boresight::phone
