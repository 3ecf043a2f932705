// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses by which this machine can be reached on its networks. Reads the system's interfaces; nothing is sent.
#pragma once

#include <optional>
#include <string>

namespace boresight::phone {

inline constexpr const char* loopback = "127.0.0.1";

// Of the network that others are reached by; without such a one, of any network that is up; nothing where none is.
std::optional<std::string> network_address();

// Whether it names all interfaces at once, as in 0.0.0.0.
bool is_any_address(const std::string& address);

}  // namespace boresight::phone
