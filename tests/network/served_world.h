// SPDX-License-Identifier: GPL-3.0-or-later
// A SoapySDRServer on loopback that serves the made world, for as long as a test lasts (tests/network/serve does it and
// ends with this program, whatever becomes of it). Where the packages for it aren't installed the test is skipped,
// loudly; where they are and it doesn't start too, but in CI that is a failure. One thread.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

#include "radio/find_radios.h"
#include "tests/cli/program.h"

namespace boresight::tests {

// A port of loopback that is free now, held by whoever listens there next.
inline sockaddr_in free_port(int socket_fd) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (bind(socket_fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        getsockname(socket_fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        ADD_FAILURE() << "no free port";
    return address;
}

inline int free_port() {
    const int socket_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int port = ntohs(free_port(socket_fd).sin_port);
    close(socket_fd);
    return port;
}

class Server {
public:
    explicit Server(bool tells_of_itself = false) : port_(free_port()) {
        int in[2], out[2];
        if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) return;
        child_ = fork();
        if (child_ == 0) {
            dup2(in[0], STDIN_FILENO);
            dup2(out[1], STDOUT_FILENO);
            execl(BORESIGHT_TREE "/tests/network/serve", "serve", folder_.path().c_str(), std::to_string(port_).c_str(),
                  BORESIGHT_MODULES, tells_of_itself ? "avahi" : "", nullptr);
            _exit(127);
        }
        close(in[0]);
        close(out[1]);
        to_ = in[1];
        from_ = out[0];
        runs_ = says("ready");
    }
    ~Server() {
        close(to_);
        close(from_);
        int status = 0;
        EXPECT_EQ(waitpid(child_, &status, 0), child_);
        EXPECT_TRUE(!runs_ || (WIFEXITED(status) && WEXITSTATUS(status) == 0)) << "how the server ended: " << status;
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    bool runs() const { return runs_; }
    std::string address() const { return "tcp://127.0.0.1:" + std::to_string(port_); }
    std::string bus() const { return "unix:path=" + (folder_.path() / "bus.sock").string(); }

    void kill() { order("kill"); }
    void start() { order("start"); }
    void hang() { order("hang"); }
    void go_on() { order("go"); }

private:
    void order(const std::string& word) {
        const std::string line = word + '\n';
        ASSERT_EQ(write(to_, line.data(), line.size()), static_cast<ssize_t>(line.size()));
        ASSERT_TRUE(says("done")) << "after " << word;
    }

    bool says(const std::string& word) {
        constexpr int longest_ms = 30'000;
        std::string line;
        char c = 0;
        pollfd ready{.fd = from_, .events = POLLIN, .revents = 0};
        while (poll(&ready, 1, longest_ms) == 1 && ::read(from_, &c, 1) == 1 && c != '\n') line += c;
        return line == word;
    }

    TemporaryFolder folder_;
    int port_;
    pid_t child_ = -1;
    int to_ = -1, from_ = -1;
    bool runs_ = false;
};

// What a test of a radio over the network needs, started when it begins.
class ServedWorld : public testing::Test {
protected:
    void SetUp() override { start(false); }

    void start(bool tells_of_itself) {
        const std::string lacking = what_is_missing(tells_of_itself);
        if (lacking.empty()) server_ = std::make_unique<Server>(tells_of_itself);
        if (lacking.empty() && server_->runs()) return;
        const std::string why = lacking.empty() ? "SoapySDRServer didn't start" : "not installed: " + lacking;
        std::cout << "SKIPPED, radios over the network aren't tested: " << why << std::endl;
        if (lacking.empty() && std::getenv("CI") != nullptr) FAIL() << why;
        GTEST_SKIP() << why;
    }

    // "driver=remote,remote=tcp://127.0.0.1:40123,remote:driver=scene", and more.
    std::string radio(const std::string& more = ",radio=dongle") const {
        return "driver=remote,remote=" + server_->address() + ",remote:driver=scene" + more;
    }

    // Of boresight, in a shell, with $R naming the radio.
    cli::Finished run(const std::string& script, const std::string& more = ",radio=dongle") const {
        return cli::run_script(folder_, "export R='" + radio(more) + "'; " + script);
    }

    Server& server() { return *server_; }
    const TemporaryFolder& folder() const { return folder_; }

private:
    static bool is_installed(const std::string& program) {
        return std::system(("command -v " + program + " >/dev/null").c_str()) == 0;
    }
    static std::string what_is_missing(bool announcer) {
        const auto drivers = radio::drivers();
        if (std::find(drivers.begin(), drivers.end(), "remote") == drivers.end()) return "soapysdr0.8-module-remote";
        if (!is_installed("SoapySDRServer")) return "soapyremote-server";
        if (!is_installed("dbus-daemon")) return "dbus-daemon";
        if (announcer && !is_installed("avahi-daemon")) return "avahi-daemon";
        if (announcer && std::system("unshare --mount true 2>/dev/null") != 0) return "the right to unshare --mount";
        return {};
    }

    TemporaryFolder folder_;
    std::unique_ptr<Server> server_;
};

}  // namespace boresight::tests
