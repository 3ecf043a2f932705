// SPDX-License-Identifier: GPL-3.0-or-later
// A lock that one process holds at a time: flock on a file whose text says who holds it. The kernel frees it when the
// holder ends, however it ends; the file stays, since removing it would let two hold it. Throws an Error when the file
// can't be made or opened. A FileLock belongs to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace boresight {

struct LockHolder {
    int pid = 0;
    std::string command{};
    std::string start{};  // UTC, ISO 8601
};

class FileLock {
public:
    // Empty when another process, or another FileLock of this one, holds it. Waits a moment for those who only look.
    static std::optional<FileLock> try_acquire(const std::filesystem::path& file, const LockHolder& holder);
    // Who holds it now; empty: nobody does. A holder that couldn't write who it is has pid 0.
    static std::optional<LockHolder> holder_of(const std::filesystem::path& file);

    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;

private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace boresight
