// SPDX-License-Identifier: GPL-3.0-or-later
// A probe that makes the changes of a disk fail from the k-th on (counted from 1), or the k-th alone.
#pragma once

#include <cerrno>

#include "tests/crash/probed_disk.h"

namespace boresight::store::tests {

class Failing final : public Probe {
public:
    static constexpr int never = 0;

    Failing(int first, int code, bool only_once = false) : first_(first), code_(code), only_once_(only_once) {}

    int before(const ChangeOfFile& what) override {
        ++seen_;
        const bool fails = first_ > 0 && (only_once_ ? seen_ == first_ : seen_ >= first_);
        if (!fails) return SQLITE_OK;
        errno = code_ == SQLITE_FULL ? ENOSPC : EIO;
        if (what.change == Change::share_memory) return SQLITE_IOERR_SHMSIZE;
        return what.change == Change::sync ? SQLITE_IOERR_FSYNC : code_;
    }
    bool reached() const { return first_ > 0 && seen_ >= first_; }
    int seen() const { return seen_; }

private:
    int first_;
    int code_;
    bool only_once_;
    int seen_ = 0;
};

// A disk that is full from the k-th change that needs room on. What needs none, as to sync or to remove, still works.
class FullDisk final : public Probe {
public:
    explicit FullDisk(int first) : first_(first) {}

    int before(const ChangeOfFile& what) override {
        if (what.change != Change::create && what.change != Change::write && what.change != Change::share_memory)
            return SQLITE_OK;
        ++seen_;
        if (first_ == 0 || seen_ < first_) return SQLITE_OK;
        errno = ENOSPC;
        return what.change == Change::share_memory ? SQLITE_IOERR_SHMSIZE : SQLITE_FULL;
    }
    bool reached() const { return first_ > 0 && seen_ >= first_; }
    int seen() const { return seen_; }

private:
    int first_;
    int seen_ = 0;
};

}  // namespace boresight::store::tests
