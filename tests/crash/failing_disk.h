// SPDX-License-Identifier: GPL-3.0-or-later
// A disk, as SQLite sees one (a VFS), that fails when told to: the k-th change (write, truncation, sync, removal) and
// all later ones end with the given code, or the k-th alone. What isn't failed goes to the usual disk. One at a time,
// for one thread.
#pragma once

#include <sqlite3.h>

#include <cstring>
#include <string>

namespace boresight::store::tests {

class FailingDisk {
public:
    static constexpr const char* name = "failing-disk";

    FailingDisk() {
        real() = sqlite3_vfs_find(nullptr);
        vfs_ = *real();
        vfs_.zName = name;
        vfs_.szOsFile = static_cast<int>(sizeof(File)) + real()->szOsFile;
        vfs_.xOpen = open;
        vfs_.xDelete = remove;
        sqlite3_vfs_register(&vfs_, 0);
        plan() = {};
    }
    ~FailingDisk() { sqlite3_vfs_unregister(&vfs_); }
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;

    // From the k-th change on (counted from 1); 0: nothing fails.
    void fail_from(int k, int code, bool only_once) { plan() = {.first = k, .code = code, .only_once = only_once}; }
    int changes() const { return plan().seen; }

private:
    struct Plan {
        int first = 0;
        int code = SQLITE_OK;
        bool only_once = false;
        int seen = 0;
    };
    // SQLite hands our part of the memory first, the real disk's behind it.
    struct File {
        sqlite3_file base;
        sqlite3_file* real;
    };

    static Plan& plan() {
        static Plan the_plan;
        return the_plan;
    }
    static sqlite3_vfs*& real() {
        static sqlite3_vfs* the_disk = nullptr;
        return the_disk;
    }
    static sqlite3_file* of(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

    static bool fails() {
        Plan& p = plan();
        ++p.seen;
        return p.first > 0 && (p.only_once ? p.seen == p.first : p.seen >= p.first);
    }

    static int remove(sqlite3_vfs*, const char* path, int sync) {
        return fails() ? plan().code : real()->xDelete(real(), path, sync);
    }

    static int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
        auto* ours = reinterpret_cast<File*>(file);
        ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
        ours->base.pMethods = nullptr;
        const int code = real()->xOpen(real(), path, ours->real, flags, out_flags);
        if (code == SQLITE_OK) ours->base.pMethods = methods();
        return code;
    }

    static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
        if (!fails()) return of(file)->pMethods->xWrite(of(file), bytes, count, offset);
        // Half of it arrives, as when a disk fills up.
        of(file)->pMethods->xWrite(of(file), bytes, count / 2, offset);
        return plan().code;
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        return fails() ? plan().code : of(file)->pMethods->xTruncate(of(file), size);
    }
    static int sync(sqlite3_file* file, int flags) {
        return fails() ? SQLITE_IOERR_FSYNC : of(file)->pMethods->xSync(of(file), flags);
    }

    static const sqlite3_io_methods* methods() {
        static const sqlite3_io_methods table{
            .iVersion = 2,
            .xClose = [](sqlite3_file* f) { return of(f)->pMethods->xClose(of(f)); },
            .xRead = [](sqlite3_file* f, void* to, int n,
                        sqlite3_int64 at) { return of(f)->pMethods->xRead(of(f), to, n, at); },
            .xWrite = write,
            .xTruncate = truncate,
            .xSync = sync,
            .xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return of(f)->pMethods->xFileSize(of(f), size); },
            .xLock = [](sqlite3_file* f, int level) { return of(f)->pMethods->xLock(of(f), level); },
            .xUnlock = [](sqlite3_file* f, int level) { return of(f)->pMethods->xUnlock(of(f), level); },
            .xCheckReservedLock = [](sqlite3_file* f,
                                     int* out) { return of(f)->pMethods->xCheckReservedLock(of(f), out); },
            .xFileControl = [](sqlite3_file* f, int op,
                               void* arg) { return of(f)->pMethods->xFileControl(of(f), op, arg); },
            .xSectorSize = [](sqlite3_file* f) { return of(f)->pMethods->xSectorSize(of(f)); },
            .xDeviceCharacteristics = [](sqlite3_file* f) { return of(f)->pMethods->xDeviceCharacteristics(of(f)); },
            .xShmMap =
                [](sqlite3_file* f, int page, int size, int extend, void volatile** memory) {
                    return of(f)->pMethods->xShmMap(of(f), page, size, extend, memory);
                },
            .xShmLock = [](sqlite3_file* f, int offset, int n,
                           int flags) { return of(f)->pMethods->xShmLock(of(f), offset, n, flags); },
            .xShmBarrier = [](sqlite3_file* f) { of(f)->pMethods->xShmBarrier(of(f)); },
            .xShmUnmap = [](sqlite3_file* f, int remove_too) { return of(f)->pMethods->xShmUnmap(of(f), remove_too); },
            .xFetch = nullptr,
            .xUnfetch = nullptr};
        return &table;
    }

    sqlite3_vfs vfs_{};
};

}  // namespace boresight::store::tests
