// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pause_listener.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "app/pause_address.h"
#include "platform/error.h"

namespace boresight::app {

namespace {

constexpr int queue = 8;
constexpr std::chrono::milliseconds look_for_stop{100};
constexpr std::chrono::milliseconds patience_for_request{200};  // it is sent right after connecting
constexpr std::string_view request = "pause ";

ino_t inode_of(const std::filesystem::path& path) {
    struct stat about {};
    return lstat(path.c_str(), &about) == 0 ? about.st_ino : 0;
}

LocalSocket listen_at(const std::filesystem::path& address) {
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    std::memcpy(name.sun_path, address.c_str(), address.native().size() + 1);
    ::unlink(address.c_str());  // left by a log that was killed
    LocalSocket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (socket.open() && ::bind(socket.descriptor(), reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0 &&
        ::listen(socket.descriptor(), queue) == 0)
        return socket;
    throw Error(Error::Kind::missing,
                {.what = fmt::format("can't make the socket by which 'boresight aim' and 'boresight scan' ask for a "
                                     "pause ({})",
                                     std::strerror(errno)),
                 .where = address.string(),
                 .expected = "the right to write in its folder",
                 .fix = "Set XDG_RUNTIME_DIR to a folder that you may write to"});
}

// "pause 4711 boresight aim" -> "boresight aim (pid 4711)"; empty: not a request.
std::string asker(const std::string& line) {
    if (!line.starts_with(request)) return {};
    const std::string rest = line.substr(request.size());
    const std::size_t blank = rest.find(' ');
    if (blank == std::string::npos) return {};
    return fmt::format("{} (pid {})", rest.substr(blank + 1), rest.substr(0, blank));
}

}  // namespace

PauseListener::PauseListener(const std::filesystem::path& database) : address_(pause_addresses(database).front()) {
    make_pause_folder(address_);
    listening_ = listen_at(address_);
    inode_ = inode_of(address_);
}

PauseListener::~PauseListener() {
    if (inode_of(address_) == inode_) ::unlink(address_.c_str());
}

bool PauseListener::asked() {
    while (!asking_.open()) {
        LocalSocket next(::accept4(listening_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!next.open()) return false;
        std::string line;
        if (next.receive_line(line, patience_for_request) != LocalSocket::Received::line) continue;
        by_ = asker(line);
        // Who waited too long has gone away since.
        if (by_.empty() || next.wait(std::chrono::milliseconds(0))) continue;
        asking_ = std::move(next);
    }
    return true;
}

bool PauseListener::answer_and_wait(StopToken stop) {
    LocalSocket asking = std::move(asking_);
    if (!asking.open() || !asking.send_line(fmt::format("paused {}", getpid()))) return true;
    std::string ignored;
    while (!stop.stop_requested())
        if (asking.receive_line(ignored, look_for_stop) == LocalSocket::Received::closed) return true;
    return false;
}

}  // namespace boresight::app
