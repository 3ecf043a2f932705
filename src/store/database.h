// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite in a thin coat, and the only place that opens a database. `Database` is a connection, `Statement` a prepared
// statement with numbered parameters (from 1) and columns (from 0). Every failure is an Error that names the file, what
// was wrong and the fix. Read-only connections never checkpoint; a connection is opened for writing by the Writer
// alone, since SQLite 3.7.0 to 3.51.2 may lose commits when two connections checkpoint. One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace boresight::store {

enum class Access { read_only, read_write };

class Database;

class Statement {
public:
    // Binds all parameters, runs to the first row or the end, and answers whether there is a row.
    template <class... Values>
    bool run(const Values&... values) {
        reset();
        int index = 0;
        (bind(++index, values), ...);
        return step();
    }

    bool step();  // to the next row; false: there is none
    void reset();

    void bind(int index, std::int64_t value);
    void bind(int index, int value) { bind(index, std::int64_t{value}); }
    void bind(int index, std::uint32_t value) { bind(index, std::int64_t{value}); }
    void bind(int index, bool value) { bind(index, std::int64_t{value}); }
    void bind(int index, std::string_view value);
    void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
    void bind(int index, const char* value) { bind(index, std::string_view(value)); }
    void bind_null(int index);
    template <class Value>
    void bind(int index, const std::optional<Value>& value) {
        value ? bind(index, *value) : bind_null(index);
    }

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::optional<std::int64_t> maybe_integer(int column) const;
    std::string text(int column) const;
    std::optional<std::string> maybe_text(int column) const;

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    Statement(Database& database, sqlite3_stmt* statement) : database_(&database), statement_(statement) {}

    Database* database_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
public:
    // Read-only: the file must exist. Read-write: it is made when it doesn't. `vfs` names SQLite's way to the disk;
    // empty: the usual one.
    Database(std::filesystem::path file, Access access, const std::string& vfs = {});
    // A Statement keeps the address of its Database.
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Statement prepare(std::string_view sql);
    void execute(const std::string& sql);
    std::int64_t integer(std::string_view sql);  // first column of the first row
    std::string text(std::string_view sql);

    // Puts the whole of this database into another, whatever that held, and tells how far it is (0..1); answers false
    // when `go_on` did. A writer may work meanwhile.
    bool copy_to(Database& target, const std::function<bool(double share)>& go_on);

    // A change of the file itself was cut off, as it may be when the database is made; only who opens it for writing
    // takes it back.
    bool awaits_rollback();

    std::int64_t last_row_id() const;  // of the last INSERT
    bool in_transaction() const;
    const std::filesystem::path& file() const { return file_; }
    [[noreturn]] void fail(int code);

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };

    std::filesystem::path file_;
    std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace boresight::store
