// SPDX-License-Identifier: GPL-3.0-or-later
// A disk, as SQLite sees one (a VFS), with a probe that is told each change before it happens and may make it fail. A
// write that fails has half arrived, as when a disk fills up. All else goes to the usual disk. As the standard disk it
// is under all that the program opens meanwhile. One at a time, for one thread.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace boresight::store::tests {

// sync_folder: the names in the file's folder are put onto the disk; share_memory: the -shm file grows.
enum class Change { create, write, truncate, sync, sync_folder, remove, share_memory };

struct ChangeOfFile {
    Change change;
    std::string_view path;
    std::int64_t at = 0;          // of a write: where; of a truncation: the size afterwards
    std::string_view bytes = {};  // of a write
};

class Probe {
public:
    virtual ~Probe() = default;
    // SQLITE_OK: go on. Anything else: the change fails with that code.
    virtual int before(const ChangeOfFile& what) = 0;
    // True: the pragma is passed over.
    virtual bool drops_pragma(std::string_view, std::string_view) { return false; }
};

class ProbedDisk {
public:
    static constexpr const char* name = "probed-disk";
    enum class As { named, standard };

    explicit ProbedDisk(Probe& probe, As as = As::named) {
        real() = sqlite3_vfs_find(nullptr);
        current_probe() = &probe;
        vfs_ = *real();
        vfs_.zName = name;
        vfs_.szOsFile = static_cast<int>(sizeof(File)) + real()->szOsFile;
        vfs_.xOpen = open;
        vfs_.xDelete = remove;
        really_open_folder() = reinterpret_cast<OpenFolder>(real()->xGetSystemCall(real(), "openDirectory"));
        real()->xSetSystemCall(real(), "openDirectory", reinterpret_cast<sqlite3_syscall_ptr>(open_folder));
        sqlite3_vfs_register(&vfs_, as == As::standard ? 1 : 0);
    }
    ~ProbedDisk() {
        sqlite3_vfs_unregister(&vfs_);
        real()->xSetSystemCall(real(), "openDirectory", nullptr);
    }
    ProbedDisk(const ProbedDisk&) = delete;
    ProbedDisk& operator=(const ProbedDisk&) = delete;

private:
    // SQLite hands over one piece of memory: ours first, the real disk's behind it.
    struct File {
        sqlite3_file base;
        sqlite3_file* real;
        const char* path;
    };
    using OpenFolder = int (*)(const char* file, int* descriptor);

    static sqlite3_vfs*& real() {
        static sqlite3_vfs* disk = nullptr;
        return disk;
    }
    static Probe*& current_probe() {
        static Probe* probe = nullptr;
        return probe;
    }
    static OpenFolder& really_open_folder() {
        static OpenFolder call = nullptr;
        return call;
    }
    static sqlite3_file* of(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }
    static const sqlite3_io_methods& do_really(sqlite3_file* file) { return *of(file)->pMethods; }
    static int ask(Change change, sqlite3_file* file, std::int64_t at = 0, std::string_view bytes = {}) {
        return current_probe()->before({change, reinterpret_cast<File*>(file)->path, at, bytes});
    }

    // The usual disk opens a file's folder for nothing but to sync it.
    static int open_folder(const char* path, int* descriptor) {
        const int code = current_probe()->before({Change::sync_folder, path});
        return code == SQLITE_OK ? really_open_folder()(path, descriptor) : SQLITE_CANTOPEN;
    }
    static int remove(sqlite3_vfs*, const char* path, int sync) {
        std::error_code unseen;
        const bool exists = std::filesystem::exists(path, unseen);
        const int code = exists ? current_probe()->before({Change::remove, path}) : SQLITE_OK;
        return code == SQLITE_OK ? real()->xDelete(real(), path, sync) : code;
    }
    static int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
        auto* ours = reinterpret_cast<File*>(file);
        ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
        ours->path = path == nullptr ? "" : path;
        ours->base.pMethods = nullptr;
        std::error_code unseen;
        const bool creates = (flags & SQLITE_OPEN_CREATE) != 0 && !std::filesystem::exists(ours->path, unseen);
        if (creates && current_probe()->before({Change::create, ours->path}) != SQLITE_OK) return SQLITE_CANTOPEN;
        const int code = real()->xOpen(real(), path, ours->real, flags, out_flags);
        if (code == SQLITE_OK) ours->base.pMethods = &methods();
        return code;
    }
    static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
        const int code =
            ask(Change::write, file, offset, {static_cast<const char*>(bytes), static_cast<std::size_t>(count)});
        const int arriving = code == SQLITE_OK ? count : count / 2;
        const int written = do_really(file).xWrite(of(file), bytes, arriving, offset);
        return code == SQLITE_OK ? written : code;
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        const int code = ask(Change::truncate, file, size);
        return code == SQLITE_OK ? do_really(file).xTruncate(of(file), size) : code;
    }
    static int sync(sqlite3_file* file, int flags) {
        const int code = ask(Change::sync, file);
        return code == SQLITE_OK ? do_really(file).xSync(of(file), flags) : code;
    }
    static int control(sqlite3_file* f, int what, void* with) {
        if (what == SQLITE_FCNTL_PRAGMA) {
            const auto* words = static_cast<char**>(with);
            if (words[2] != nullptr && current_probe()->drops_pragma(words[1], words[2])) return SQLITE_OK;
        }
        return do_really(f).xFileControl(of(f), what, with);
    }
    static int map(sqlite3_file* f, int page, int size, int extend, void volatile** memory) {
        const int code = extend != 0 ? ask(Change::share_memory, f) : SQLITE_OK;
        if (code != SQLITE_OK) *memory = nullptr;
        return code == SQLITE_OK ? do_really(f).xShmMap(of(f), page, size, extend, memory) : code;
    }

    static int close(sqlite3_file* f) { return do_really(f).xClose(of(f)); }
    static int read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) { return do_really(f).xRead(of(f), to, n, at); }
    static int file_size(sqlite3_file* f, sqlite3_int64* size) { return do_really(f).xFileSize(of(f), size); }
    static int lock(sqlite3_file* f, int level) { return do_really(f).xLock(of(f), level); }
    static int unlock(sqlite3_file* f, int level) { return do_really(f).xUnlock(of(f), level); }
    static int check_lock(sqlite3_file* f, int* out) { return do_really(f).xCheckReservedLock(of(f), out); }
    static int sector_size(sqlite3_file* f) { return do_really(f).xSectorSize(of(f)); }
    static int character(sqlite3_file* f) { return do_really(f).xDeviceCharacteristics(of(f)); }
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
