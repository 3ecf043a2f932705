// SPDX-License-Identifier: GPL-3.0-or-later
// Radios on another computer: a SoapySDRServer there gives them to SoapySDR's driver "remote" here, by the arguments
// driver=remote,remote=tcp://HOST:PORT. That driver says little of what is wrong, and waits long; so whether something
// listens at an address is tried here first, in bounded time. What is wrong is an Error that names the address. Any
// thread.
#pragma once

#include <string>

#include "platform/error.h"

namespace boresight::radio {

struct ServerAddress {
    std::string host;
    std::string port;

    std::string text() const;  // "tcp://192.168.1.20:55132"
};

constexpr const char* network_driver = "remote";
constexpr double longest_reply_s = 3;  // of a server that is well

// "tcp://HOST", "HOST:PORT", "tcp://[fd00::1]:55132"; the port is 55132 unless said. An Error where it is none of
// these.
ServerAddress server_address(const std::string& text);

enum class ServerReply {
    listens,
    refuses,       // the computer is there, nothing listens at the port
    unknown_host,  // nobody knows the name
    silent,        // no answer, or no way there
};

ServerReply try_server(const ServerAddress& address);

// The sentence for what isn't `listens`.
Error unreachable_server(const ServerAddress& address, ServerReply reply);

// Something listens at the address and doesn't answer as such a server does; `said` by the driver, may be empty.
Error mute_server(const ServerAddress& address, const std::string& said);

}  // namespace boresight::radio
