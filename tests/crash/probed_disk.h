// SPDX-License-Identifier: GPL-3.0-or-later
// A disk, as SQLite sees one (a VFS), with a probe that is asked before each change of a file and may make it fail. A
// write that fails has half arrived, as when a disk fills up. All else goes to the usual disk. One at a time, for one
// thread.
#pragma once

#include <sqlite3.h>

#include <string>

namespace boresight::store::tests {

enum class Change { write, truncate, sync, remove };

class Probe {
public:
    virtual ~Probe() = default;
    // SQLITE_OK: go on. Anything else: the change fails with that code.
    virtual int before(Change change, const std::string& path) = 0;
};

class ProbedDisk {
public:
    static constexpr const char* name = "probed-disk";

    explicit ProbedDisk(Probe& probe) {
        real() = sqlite3_vfs_find(nullptr);
        current_probe() = &probe;
        vfs_ = *real();
        vfs_.zName = name;
        vfs_.szOsFile = static_cast<int>(sizeof(File)) + real()->szOsFile;
        vfs_.xOpen = open;
        vfs_.xDelete = remove;
        sqlite3_vfs_register(&vfs_, 0);
    }
    ~ProbedDisk() { sqlite3_vfs_unregister(&vfs_); }
    ProbedDisk(const ProbedDisk&) = delete;
    ProbedDisk& operator=(const ProbedDisk&) = delete;

private:
    // SQLite hands over one piece of memory: ours first, the real disk's behind it.
    struct File {
        sqlite3_file base;
        sqlite3_file* real;
        const char* path;
    };

    static sqlite3_vfs*& real() {
        static sqlite3_vfs* disk = nullptr;
        return disk;
    }
    static Probe*& current_probe() {
        static Probe* probe = nullptr;
        return probe;
    }
    static sqlite3_file* of(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }
    static const sqlite3_io_methods& do_really(sqlite3_file* file) { return *of(file)->pMethods; }
    static int ask(Change change, sqlite3_file* file) {
        return current_probe()->before(change, reinterpret_cast<File*>(file)->path);
    }

    static int remove(sqlite3_vfs*, const char* path, int sync) {
        const int code = current_probe()->before(Change::remove, path);
        return code == SQLITE_OK ? real()->xDelete(real(), path, sync) : code;
    }
    static int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
        auto* ours = reinterpret_cast<File*>(file);
        ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
        ours->path = path == nullptr ? "" : path;
        ours->base.pMethods = nullptr;
        const int code = real()->xOpen(real(), path, ours->real, flags, out_flags);
        if (code == SQLITE_OK) ours->base.pMethods = &methods();
        return code;
    }
    static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
        const int code = ask(Change::write, file);
        const int arriving = code == SQLITE_OK ? count : count / 2;
        const int written = do_really(file).xWrite(of(file), bytes, arriving, offset);
        return code == SQLITE_OK ? written : code;
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        const int code = ask(Change::truncate, file);
        return code == SQLITE_OK ? do_really(file).xTruncate(of(file), size) : code;
    }
    static int sync(sqlite3_file* file, int flags) {
        const int code = ask(Change::sync, file);
        return code == SQLITE_OK ? do_really(file).xSync(of(file), flags) : code;
    }

    static int close(sqlite3_file* f) { return do_really(f).xClose(of(f)); }
    static int read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) { return do_really(f).xRead(of(f), to, n, at); }
    static int file_size(sqlite3_file* f, sqlite3_int64* size) { return do_really(f).xFileSize(of(f), size); }
    static int lock(sqlite3_file* f, int level) { return do_really(f).xLock(of(f), level); }
    static int unlock(sqlite3_file* f, int level) { return do_really(f).xUnlock(of(f), level); }
    static int check_lock(sqlite3_file* f, int* out) { return do_really(f).xCheckReservedLock(of(f), out); }
    static int control(sqlite3_file* f, int what, void* with) { return do_really(f).xFileControl(of(f), what, with); }
    static int sector_size(sqlite3_file* f) { return do_really(f).xSectorSize(of(f)); }
    static int character(sqlite3_file* f) { return do_really(f).xDeviceCharacteristics(of(f)); }
    static int map(sqlite3_file* f, int page, int size, int extend, void volatile** memory) {
        return do_really(f).xShmMap(of(f), page, size, extend, memory);
    }
    static int map_lock(sqlite3_file* f, int at, int n, int flags) {
        return do_really(f).xShmLock(of(f), at, n, flags);
    }
    static void barrier(sqlite3_file* f) { do_really(f).xShmBarrier(of(f)); }
    static int unmap(sqlite3_file* f, int remove_too) { return do_really(f).xShmUnmap(of(f), remove_too); }

    static const sqlite3_io_methods& methods() {
        static const sqlite3_io_methods table{.iVersion = 2,
                                              .xClose = close,
                                              .xRead = read,
                                              .xWrite = write,
                                              .xTruncate = truncate,
                                              .xSync = sync,
                                              .xFileSize = file_size,
                                              .xLock = lock,
                                              .xUnlock = unlock,
                                              .xCheckReservedLock = check_lock,
                                              .xFileControl = control,
                                              .xSectorSize = sector_size,
                                              .xDeviceCharacteristics = character,
                                              .xShmMap = map,
                                              .xShmLock = map_lock,
                                              .xShmBarrier = barrier,
                                              .xShmUnmap = unmap,
                                              .xFetch = nullptr,
                                              .xUnfetch = nullptr};
        return table;
    }

    sqlite3_vfs vfs_{};
};

}  // namespace boresight::store::tests
