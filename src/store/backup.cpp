// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>  // NOLINT: renameat2 is no part of C++

#include <array>
#include <cerrno>
#include <cstring>

#include "platform/error.h"
#include "platform/file_lock.h"
#include "store/database.h"
#include "store/folders.h"
#include "store/migrations/migrations.h"
#include "store/schema.h"
#include "store/sqlite_error.h"

namespace boresight::store {

namespace {

namespace fs = std::filesystem;

Error refusal(const fs::path& target, const std::string& what, const std::string& expected, const std::string& fix,
              Error::Kind kind = Error::Kind::bad_input) {
    return Error(kind, {.what = what, .where = target.string(), .expected = expected, .fix = fix});
}

// SQLite would put the log of an earlier database into the new file.
void refuse_log_beside(const fs::path& target) {
    const fs::path log = target.string() + "-wal";
    std::error_code none;
    const auto size = fs::file_size(log, none);
    if (!none && size > 0)
        throw refusal(target, fmt::format("the log of another database lies beside it ({})", log.filename().string()),
                      "a name that no database has", "Choose another name");
}

void require_replaceable(const fs::path& database, const fs::path& target) {
    if (fs::equivalent(database, target))
        throw refusal(target, "this is the database itself", "another file", "Choose another name");
    if (const auto holder = FileLock::holder_of(lock_file(fs::weakly_canonical(target))))
        throw held_error(target, holder);
    Database look(target, Access::read_only);
    if (require_known_schema(look, migrations().back().version) == 0)
        throw refusal(target, "there is no database in the file that would be replaced", "an earlier backup",
                      "Choose another name");
}

void require_free_name(const fs::path& database, const fs::path& target, ExistingFile existing) {
    std::error_code unseen;
    if (fs::is_directory(target, unseen))
        throw refusal(target, "this is a folder", "the name of a file to write",
                      fmt::format("Add a name, as in {}", (target / "backup.db").string()));
    const fs::path folder = fs::absolute(target).parent_path();
    if (!fs::is_directory(folder, unseen))
        throw refusal(target, fmt::format("there is no folder {}", folder.string()), "an existing folder",
                      "Make the folder, or choose another");
    if (fs::exists(target, unseen)) {
        if (existing == ExistingFile::refuse)
            throw refusal(target, "the file exists already", "a new name",
                          "Choose another name, or say --replace to put the new backup in its place");
        require_replaceable(database, target);
    }
    refuse_log_beside(target);
}

// The copy before it has its name; gone with the object unless `keep_as` took it.
class Unfinished {
public:
    explicit Unfinished(const fs::path& target) : file_(target.string() + ".unfinished") { remove(); }
    ~Unfinished() { remove(); }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    const fs::path& file() const { return file_; }

    void keep_as(const fs::path& target, ExistingFile existing) {
        sync_path(file_);
        std::error_code ignored;
        for (const char* empty : {"-wal", "-shm"}) fs::remove(target.string() + empty, ignored);
        if (existing == ExistingFile::replace)
            fs::rename(file_, target);
        else
            rename_to_new(target);
        sync_path(fs::absolute(target).parent_path());
    }

private:
    // Somebody may have made a file of that name while we were copying.
    void rename_to_new(const fs::path& target) const {
        if (renameat2(AT_FDCWD, file_.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) return;
        const bool no_such_call = errno == EINVAL || errno == ENOSYS;  // an older file system
        if (errno == EEXIST || (no_such_call && fs::exists(target)))
            throw refusal(target, "the file came into being during the backup", "a new name", "Choose another name");
        if (!no_such_call)
            throw refusal(target, fmt::format("can't give the backup its name ({})", std::strerror(errno)), "",
                          "Choose another folder", Error::Kind::fault);
        fs::rename(file_, target);
    }

    void remove() const {
        std::error_code ignored;
        for (const char* end : {"", "-journal", "-wal", "-shm"}) fs::remove(file_.string() + end, ignored);
    }

    fs::path file_;
};

bool copy(const fs::path& database, const fs::path& unfinished, const CopyProgress& go_on) {
    Database source(database, Access::read_only);
    if (require_known_schema(source, migrations().back().version) == 0)
        throw refusal(database, "there is nothing in this database yet", "", "Measure something first",
                      Error::Kind::missing);
    Database made(unfinished, Access::read_write);  // a file of its own: no other connection knows it
    if (!source.copy_to(made, go_on)) return false;
    made.execute("PRAGMA journal_mode=DELETE");  // one file, readable also where nothing can be written
    return true;
}

// The usual words speak of --db, which names the database, not the backup.
Error about_target(const Error& error, const fs::path& target) {
    ErrorText text = error.text();
    text.where = target.string();
    text.fix = "Choose a name on another disk; the database itself is as it was";
    return Error(error.kind(), text);
}

}  // namespace

std::optional<CheckResult> backup(const fs::path& database, const fs::path& target, ExistingFile existing,
                                  const CopyProgress& go_on) {
    { const Database look(database, Access::read_only); }  // a source that can't be read is told first
    require_free_name(database, target, existing);
    Unfinished unfinished(target);
    CheckResult looked_over;
    try {
        if (!copy(database, unfinished.file(), go_on)) return std::nullopt;
        looked_over = check(unfinished.file());
    } catch (const Error& error) {
        if (error.text().where != unfinished.file().string()) throw;
        throw about_target(error, target);
    }
    if (!looked_over.ok())
        throw refusal(target, fmt::format("the copy isn't whole ({})", looked_over.problems.front()), "",
                      "Run 'boresight db check': the database itself or a disk is damaged", Error::Kind::fault);
    if (!go_on(1)) return std::nullopt;
    unfinished.keep_as(target, existing);
    looked_over.file = target;
    return looked_over;
}

}  // namespace boresight::store
