// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite_error.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace boresight::store {

namespace {

using Kind = Error::Kind;

bool is_disk_full(int code, int system_errno) {
    if ((code & 0xff) == SQLITE_FULL) return true;
    const bool storing = (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN;
    return storing && (system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG);
}

bool is_no_right(int code, int system_errno) {
    const int primary = code & 0xff;
    return primary == SQLITE_PERM || primary == SQLITE_READONLY || primary == SQLITE_AUTH ||
           (primary == SQLITE_CANTOPEN && (system_errno == EACCES || system_errno == EPERM || system_errno == EROFS));
}

std::string with_errno(const std::string& what, int system_errno) {
    return system_errno == 0 ? what : fmt::format("{} ({})", what, std::strerror(system_errno));
}

}  // namespace

std::filesystem::path lock_file(const std::filesystem::path& database) {
    return database.string() + ".lock";
}

Error held_error(const std::filesystem::path& database, const std::optional<LockHolder>& holder) {
    std::string who = "another program";
    std::string fix = "End the program that holds it (fuser shows it), or choose another file with --db";
    if (holder && holder->pid != 0) {
        who = fmt::format("'{}' (pid {}, since {})", holder->command, holder->pid, holder->start);
        fix = fmt::format("Let it finish or stop it (kill {}), or choose another file with --db", holder->pid);
    }
    return Error(Kind::missing, {.what = fmt::format("{} is writing to this database", who),
                                 .where = database.string(),
                                 .expected = "that nobody else writes to it",
                                 .fix = fix});
}

Error explain(const std::filesystem::path& database, int code, int system_errno, const std::string& message) {
    const std::string where = database.string();
    if (is_disk_full(code, system_errno)) {
        return Error(Kind::missing, {.what = with_errno("the disk is full", system_errno),
                                     .where = where,
                                     .expected = "free space beside the database",
                                     .fix = "Free some space, or choose a file on another disk with --db"});
    }
    if (code == SQLITE_READONLY_ROLLBACK) {
        return Error(Kind::missing, {.what = "a change of the database was cut off, by a power cut or a kill",
                                     .where = where,
                                     .expected = "that it was taken back first, which only who writes may do",
                                     .fix = "Run 'boresight scan' or 'boresight log' with it once"});
    }
    if (is_no_right(code, system_errno)) {
        return Error(Kind::missing,
                     {.what = with_errno("no right to use this database", system_errno),
                      .where = where,
                      .expected = "the right to write to the file and its folder",
                      .fix = "Change their rights (ls -l shows them), or choose another file with --db"});
    }
    switch (code & 0xff) {
        case SQLITE_NOTADB:
            return Error(Kind::bad_input,
                         {.what = "the file isn't a database",
                          .where = where,
                          .expected = "a database made by boresight",
                          .fix = "Choose another file with --db; a new one is made where none exists"});
        case SQLITE_CORRUPT:
            return Error(Kind::bad_input, {.what = fmt::format("the database is damaged ({})", message),
                                           .where = where,
                                           .expected = "a whole database",
                                           .fix = "Keep this file, go on with another one (--db), and save what can be "
                                                  "read with 'boresight export'"});
        case SQLITE_BUSY:
        case SQLITE_LOCKED: {
            // With our own lock in hand, the one in the way is a program that doesn't ask for it, such as sqlite3.
            const auto holder = FileLock::holder_of(lock_file(database));
            return held_error(database, holder && holder->pid == getpid() ? std::nullopt : holder);
        }
        case SQLITE_CANTOPEN:
            return Error(Kind::missing, {.what = with_errno("the database can't be opened", system_errno),
                                         .where = where,
                                         .expected = "a file that can be read and written, in an existing folder",
                                         .fix = "Check the path, or choose another file with --db"});
        case SQLITE_IOERR:
            return Error(Kind::fault, {.what = with_errno("reading or writing the disk failed", system_errno),
                                       .where = where,
                                       .expected = "a disk that works",
                                       .fix = "Look into the system's log (dmesg); copy the file to another disk"});
        default:
            return Error(Kind::fault, {.what = fmt::format("the database refused: {} (SQLite code {})", message, code),
                                       .where = where,
                                       .expected = {},
                                       .fix = "Run 'boresight db check'"});
    }
}

}  // namespace boresight::store
