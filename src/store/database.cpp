// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include <sqlite3.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "platform/error.h"
#include "store/sqlite_error.h"

namespace boresight::store {

namespace {

namespace fs = std::filesystem;

constexpr int busy_timeout_ms = 5000;
constexpr int pages_per_copy_step = 1024;  // 4 MB: some milliseconds
constexpr int most_copy_restarts = 3;

bool on_read_only_disk(const fs::path& file) {
    struct statvfs about {};
    return statvfs(file.c_str(), &about) == 0 && (about.f_flag & ST_RDONLY) != 0;
}

// A log (WAL) beside the database needs a shared index, which can't be made on a read-only disk; where nobody can
// write, the database may be read as a file that never changes.
std::string immutable_uri(const fs::path& file) {
    std::string uri = "file:";
    for (const char c : file.string()) {
        if (c == '%' || c == '?' || c == '#') {
            constexpr const char* hex = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            uri += {'%', hex[byte >> 4], hex[byte & 15]};
        } else {
            uri += c;
        }
    }
    return uri + "?immutable=1";
}

void require_readable_file(const fs::path& file) {
    std::error_code failure;
    const auto status = fs::status(file, failure);
    if (status.type() == fs::file_type::not_found) {
        throw Error(Error::Kind::missing,
                    {.what = "there is no database yet",
                     .where = file.string(),
                     .expected = "an existing file",
                     .fix = "Measure something first ('boresight scan'), or name another file with --db"});
    }
}

void refuse_what_is_no_file(const fs::path& file) {
    std::error_code failure;
    const auto status = fs::status(file, failure);
    if (!fs::exists(status) || fs::is_regular_file(status)) return;
    const bool folder = fs::is_directory(status);
    throw Error(Error::Kind::bad_input,
                {.what = folder ? "this is a folder" : "this is a device or a pipe",
                 .where = file.string(),
                 .expected = "a database file",
                 .fix = folder ? "Name a file in it, as in --db " + (file / "survey.db").string()
                               : "Choose another file with --db"});
}

// What a killed writer left in the log would be missing from a file that is read as it stands.
void refuse_unread_log(const fs::path& file) {
    std::error_code failure;
    const auto size = fs::file_size(file.string() + "-wal", failure);
    if (failure || size == 0) return;
    throw Error(Error::Kind::missing, {.what = "its last readings are in a log (-wal) that this disk keeps from use",
                                       .where = file.string(),
                                       .expected = "a disk that can be written",
                                       .fix = "Copy the database and its -wal file to another disk"});
}

// Of the two files of a copy, the one that is read.
bool is_reading_failure(int code) {
    const int primary = code & 0xff;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_BUSY ||
           code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

bool Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) {
        sqlite3_reset(statement_.get());  // a finished statement holds no lock
        return false;
    }
    sqlite3_reset(statement_.get());
    database_->fail(code);
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
}

void Statement::bind(int index, std::int64_t value) {
    const int code = sqlite3_bind_int64(statement_.get(), index, value);
    if (code != SQLITE_OK) database_->fail(code);
}

void Statement::bind(int index, std::string_view value) {
    const int code = sqlite3_bind_text64(statement_.get(), index, value.data() == nullptr ? "" : value.data(),
                                         value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK) database_->fail(code);
}

void Statement::bind_null(int index) {
    const int code = sqlite3_bind_null(statement_.get(), index);
    if (code != SQLITE_OK) database_->fail(code);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::optional<std::int64_t> Statement::maybe_integer(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::string Statement::text(int column) const {
    const auto* characters = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    if (characters == nullptr) return {};
    return {characters, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::optional<std::string> Statement::maybe_text(int column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

void Database::Close::operator()(sqlite3* connection) const {
    sqlite3_close_v2(connection);
}

Database::Database(fs::path file, Access access, const std::string& vfs) : file_(std::move(file)) {
    refuse_what_is_no_file(file_);
    if (access == Access::read_only) require_readable_file(file_);
    const bool immutable = access == Access::read_only && on_read_only_disk(file_);
    if (immutable) refuse_unread_log(file_);
    const std::string name = immutable ? immutable_uri(file_) : file_.string();
    const int flags = access == Access::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                   : SQLITE_OPEN_READONLY | (immutable ? SQLITE_OPEN_URI : 0);
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &connection, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX,
                                     vfs.empty() ? nullptr : vfs.c_str());
    connection_.reset(connection);
    if (code != SQLITE_OK) fail(code);
    sqlite3_busy_timeout(connection, busy_timeout_ms);
    // SQLite opens what it may not write for reading, without a word.
    if (access == Access::read_write && sqlite3_db_readonly(connection, "main") == 1) fail(SQLITE_READONLY);
    execute("PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON");
    if (access == Access::read_only) {
        sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        execute("PRAGMA wal_autocheckpoint=0; PRAGMA query_only=ON");
    }
}

Statement Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) fail(code);
    return {*this, statement};
}

void Database::execute(const std::string& sql) {
    const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

std::int64_t Database::integer(std::string_view sql) {
    auto statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::string Database::text(std::string_view sql) {
    auto statement = prepare(sql);
    return statement.step() ? statement.text(0) : std::string();
}

bool Database::copy_to(Database& target, const std::function<bool(double share)>& go_on) {
    constexpr auto finish = [](sqlite3_backup* copy) { sqlite3_backup_finish(copy); };
    std::unique_ptr<sqlite3_backup, decltype(finish)> copy(
        sqlite3_backup_init(target.connection_.get(), "main", connection_.get(), "main"), finish);
    if (copy == nullptr) target.fail(sqlite3_extended_errcode(target.connection_.get()));
    int restarts = 0, copied = 0;
    bool goes_on = true;
    for (int code = SQLITE_OK; code == SQLITE_OK && goes_on;) {
        code = sqlite3_backup_step(copy.get(), pages_per_copy_step);
        if (code == SQLITE_DONE) break;
        if (code != SQLITE_OK) {
            copy.reset();  // tells the target what failed
            if (is_reading_failure(code)) throw explain(file_, code, 0, sqlite3_errstr(code));
            target.fail(code);
        }
        const int pages = sqlite3_backup_pagecount(copy.get());
        const int before = std::exchange(copied, pages - sqlite3_backup_remaining(copy.get()));
        // Each commit of a writer makes SQLite begin anew. One that commits all the time is kept out by a snapshot: it
        // goes on writing, its log only can't be emptied until the copy is done.
        if (copied <= before && ++restarts == most_copy_restarts) {
            execute("BEGIN");
            integer("SELECT count(*) FROM sqlite_schema");
        }
        goes_on = go_on(static_cast<double>(copied) / pages);
    }
    if (in_transaction()) execute("COMMIT");
    return goes_on;
}

bool Database::awaits_rollback() {
    sqlite3_stmt* look = nullptr;
    int code = sqlite3_prepare_v2(connection_.get(), "PRAGMA user_version", -1, &look, nullptr);
    if (code == SQLITE_OK) code = sqlite3_step(look);
    sqlite3_finalize(look);
    return code == SQLITE_READONLY_ROLLBACK;
}

std::int64_t Database::last_row_id() const {
    return sqlite3_last_insert_rowid(connection_.get());
}

bool Database::in_transaction() const {
    return sqlite3_get_autocommit(connection_.get()) == 0;
}

void Database::fail(int code) {
    // Out of memory before there is a connection leaves nothing to ask.
    if (connection_ == nullptr) throw explain(file_, code, errno, sqlite3_errstr(code));
    throw explain(file_, code, sqlite3_system_errno(connection_.get()), sqlite3_errmsg(connection_.get()));
}

}  // namespace boresight::store
