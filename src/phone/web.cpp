// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/web.h"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <atomic>
#include <cstring>
#include <thread>

#include "phone/routes.h"
#include "platform/error.h"

namespace boresight::phone {

namespace {

constexpr int backlog = 64;
constexpr std::chrono::milliseconds last_words{500};

// A request that is whole already, and the way back to who sent it.
class WholeRequest final : public httplib::Stream {
public:
    WholeRequest(Connection& connection, std::string_view request, std::chrono::milliseconds patience)
        : connection_(connection), rest_(request), patience_(patience) {}

    bool is_readable() const override { return !rest_.empty(); }
    bool is_writable() const override { return true; }
    ssize_t read(char* to, std::size_t size) override {
        const std::size_t taken = std::min(size, rest_.size());
        std::memcpy(to, rest_.data(), taken);
        rest_.remove_prefix(taken);
        return static_cast<ssize_t>(taken);
    }
    ssize_t write(const char* bytes, std::size_t size) override {
        return connection_.write({bytes, size}, patience_) ? static_cast<ssize_t>(size) : -1;
    }
    void get_remote_ip_and_port(std::string& address, int& port) const override {
        tell(connection_.remote(), address, port);
    }
    void get_local_ip_and_port(std::string& address, int& port) const override {
        tell(connection_.local(), address, port);
    }
    socket_t socket() const override { return connection_.descriptor(); }

private:
    static void tell(const Endpoint& end, std::string& address, int& port) {
        address = end.address;
        port = end.port;
    }

    Connection& connection_;
    std::string_view rest_;
    std::chrono::milliseconds patience_;
};

// The library's own pool would hold a thread for each connection as long as its peer likes: the doors have theirs.
class AtOnce final : public httplib::TaskQueue {
public:
    void enqueue(std::function<void()> task) override { task(); }
    void shutdown() override {}
};

// Without SO_REUSEPORT, by which two programs could share a port unknowingly.
void socket_options(socket_t socket) {
    const int again = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &again, sizeof again);
}

}  // namespace

class Web::Server final : public httplib::Server {
public:
    Server(Session& session, const std::string& address, int port, const DoorLimits& limits);
    ~Server() override { end(); }

    void end();
    int port = 0;

private:
    bool bind(const std::string& address, int wanted_port);
    void accept_until_stopped(const std::string& address);
    bool process_and_close_socket(socket_t socket) override;

    Session& session_;
    Doors doors_;
    std::atomic<bool> ending_{false}, accepts_no_more_{false};
    std::thread accepts_;
};

Web::Server::Server(Session& session, const std::string& address, int wanted_port, const DoorLimits& limits)
    : session_(session),
      doors_(limits, [this, patience = limits.write_patience](Connection& connection, const std::string& request) {
          WholeRequest stream(connection, request, patience);
          bool closed = false;
          process_request(stream, true, closed, {});
      }) {
    new_task_queue = [] { return new AtOnce; };
    set_socket_options(socket_options);
    set_payload_max_length(limits.request.body);
    if (!bind(address, wanted_port))
        throw Error(Error::Kind::missing,
                    {.what = fmt::format("can't listen at {}{}", address,
                                         wanted_port ? fmt::format(", port {}", wanted_port) : ""),
                     .where = "aim --serve",
                     .expected = "an address of this machine and a port that nobody else has",
                     .fix = "Name another port with --serve PORT, or another address with --listen"});
    session_.port = port;
    add_routes(*this, session_);
    accepts_ = std::thread([this, address] { accept_until_stopped(address); });
}

bool Web::Server::bind(const std::string& address, int wanted_port) {
    const int bound = wanted_port == 0                     ? bind_to_any_port(address)
                      : bind_to_port(address, wanted_port) ? wanted_port
                                                           : -1;
    if (bound <= 0) return false;
    port = bound;
    ::listen(svr_sock_, backlog);
    return true;
}

// The library gives up when a connection fails while it is accepted.
void Web::Server::accept_until_stopped(const std::string& address) {
    do listen_after_bind();
    while (!ending_ && bind(address, port));
    accepts_no_more_ = true;
}

bool Web::Server::process_and_close_socket(socket_t socket) {
    doors_.admit(socket);
    return true;
}

void Web::Server::end() {
    if (ending_.exchange(true)) return;
    session_.board.close();
    const auto until = std::chrono::steady_clock::now() + last_words;
    while (session_.phones.watching() > 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    while (!accepts_no_more_) {
        stop();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    accepts_.join();
    doors_.close();
}

Web::Web(Session& session, const std::string& address, int port, const DoorLimits& limits)
    : server_(std::make_unique<Server>(session, address, port, limits)) {}

Web::~Web() = default;

int Web::port() const {
    return server_->port;
}

void Web::stop() {
    server_->end();
}

}  // namespace boresight::phone
