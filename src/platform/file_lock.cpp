// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <string_view>
#include <thread>
#include <utility>

#include "platform/error.h"

namespace boresight {

namespace {

// Looking who holds the lock takes it for some microseconds; whoever wants it waits that long.
constexpr auto patience = std::chrono::milliseconds(200);
constexpr auto pause = std::chrono::milliseconds(5);

bool lock_descriptor(int descriptor, const std::filesystem::path& file) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EINTR && errno != EWOULDBLOCK) {
            throw Error(Error::Kind::missing, {.what = fmt::format("can't lock the file ({})", std::strerror(errno)),
                                               .where = file.string(),
                                               .expected = "a file system with locks",
                                               .fix = "Choose a file on a local disk with --db"});
        }
        if (std::chrono::steady_clock::now() >= deadline) return false;
        std::this_thread::sleep_for(pause);
    }
    return true;
}

std::string holder_text(const LockHolder& holder) {
    return fmt::format("pid {}\ncommand {}\nstart {}\n", holder.pid, holder.command, holder.start);
}

LockHolder parse_holder(std::string_view text) {
    LockHolder holder;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.starts_with("pid ")) std::from_chars(line.data() + 4, line.data() + line.size(), holder.pid);
        if (line.starts_with("command ")) holder.command = line.substr(8);
        if (line.starts_with("start ")) holder.start = line.substr(6);
    }
    return holder;
}

}  // namespace

std::optional<FileLock> FileLock::try_acquire(const std::filesystem::path& file, const LockHolder& holder) {
    const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        throw Error(Error::Kind::missing, {.what = fmt::format("can't make the lock file ({})", std::strerror(errno)),
                                           .where = file.string(),
                                           .expected = "the right to write in its folder",
                                           .fix = "Change the rights of the folder, or choose another file with --db"});
    }
    FileLock lock(descriptor);
    if (!lock_descriptor(descriptor, file)) return std::nullopt;
    const std::string text = holder_text(holder);
    // A full disk takes the words but not the lock.
    if (ftruncate(descriptor, 0) == 0) (void)!pwrite(descriptor, text.data(), text.size(), 0);
    return lock;
}

std::optional<LockHolder> FileLock::holder_of(const std::filesystem::path& file) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return std::nullopt;
    const FileLock look(descriptor);
    if (flock(descriptor, LOCK_SH | LOCK_NB) == 0) return std::nullopt;
    std::array<char, 4096> memory{};
    const auto size = pread(descriptor, memory.data(), memory.size(), 0);
    return parse_holder({memory.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))});
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) close(descriptor_);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

}  // namespace boresight
