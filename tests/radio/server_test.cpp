// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "radio/find_radios.h"
#include "radio/radio.h"

namespace boresight::radio {
namespace {

using testing::HasSubstr;

// A port of loopback where somebody listens until it is closed.
class Listening {
public:
    Listening() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        address_.sin_family = AF_INET;
        address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address_);
        auto* address = reinterpret_cast<sockaddr*>(&address_);
        EXPECT_EQ(bind(socket_, address, size), 0);
        EXPECT_EQ(getsockname(socket_, address, &size), 0);
        EXPECT_EQ(listen(socket_, 1), 0);
    }
    ~Listening() { close(socket_); }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

    ServerAddress address() const { return {"127.0.0.1", std::to_string(ntohs(address_.sin_port))}; }

private:
    int socket_;
    sockaddr_in address_{};
};

TEST(ServerAddress, IsAHostAndAPortInAllTheWaysPeopleWriteThem) {
    EXPECT_EQ(server_address("tcp://192.168.1.20:4000").text(), "tcp://192.168.1.20:4000");
    EXPECT_EQ(server_address("raspberrypi.local").text(), "tcp://raspberrypi.local:55132");
    EXPECT_EQ(server_address("pi:1").text(), "tcp://pi:1");
    EXPECT_EQ(server_address("tcp://[fd00::1]").text(), "tcp://[fd00::1]:55132");
    EXPECT_EQ(server_address("[fd00::1]:65535").host, "fd00::1");
}

TEST(ServerAddress, RefusesWhatIsNone) {
    for (const char* text : {"", "tcp://", "http://pi", "pi:", "pi:0", "pi:65536", "pi:port", "[fd00::1", "[fd00::1]4",
                             "tcp://pi/", ":55132", "fd00::1"})
        EXPECT_THROW(server_address(text), Error) << text;
}

TEST(Server, IsKnownToListenToRefuseOrToBeNobody) {
    ServerAddress free;
    {
        const Listening listening;
        free = listening.address();
        EXPECT_EQ(try_server(free), ServerReply::listens);
    }
    EXPECT_EQ(try_server(free), ServerReply::refuses);
    EXPECT_EQ(try_server({"no-such-computer.invalid", "55132"}), ServerReply::unknown_host);
}

TEST(Server, WhatIsWrongNamesItsAddress) {
    const ServerAddress address{"pi", "4000"};
    for (const ServerReply reply : {ServerReply::refuses, ServerReply::unknown_host, ServerReply::silent}) {
        const Error error = unreachable_server(address, reply);
        EXPECT_EQ(error.kind(), Error::Kind::missing);
        EXPECT_THAT(error.what(), HasSubstr("tcp://pi:4000"));
        EXPECT_FALSE(error.text().expected.empty());
        EXPECT_FALSE(error.text().fix.empty());
    }
}

TEST(Server, WordsForARadioTellWhatHardwareAndWhetherAMadeWorld) {
    const std::string there = "driver=remote,remote=tcp://pi,remote:driver=";
    EXPECT_EQ(hardware_driver(there + "rtlsdr"), "rtlsdr");
    EXPECT_EQ(hardware_driver("hackrf"), "hackrf");
    EXPECT_EQ(hardware_driver("driver=remote,remote=tcp://pi"), "");
    EXPECT_TRUE(asks_for_made_world(there + "scene,radio=wide"));
    EXPECT_TRUE(asks_for_made_world("simulated"));
    EXPECT_FALSE(asks_for_made_world(there + "rtlsdr"));
    EXPECT_FALSE(asks_for_made_world(""));
}

TEST(Server, AGoneRadioIsBroughtBackWhereItIs) {
    RadioName name;
    EXPECT_THAT(bring_back(name), HasSubstr("Plug it in again"));
    name.server = "tcp://pi:55132";
    EXPECT_THAT(bring_back(name), HasSubstr("tcp://pi:55132"));
}

}  // namespace
}  // namespace boresight::radio
