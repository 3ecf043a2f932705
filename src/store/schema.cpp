// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "platform/error.h"
#include "store/folders.h"
#include "store/scaled.h"

namespace boresight::store {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t application_id = 0x62'6f'72'65;  // "bore", in the header of the file

bool has_tables(Database& database) {
    return database.integer("SELECT count(*) FROM sqlite_schema") != 0;
}

// The program that made the schema, as far as a schema we don't know still tells.
std::string maker(Database& database) {
    try {
        return database.text("SELECT software FROM migration ORDER BY schema_version DESC LIMIT 1");
    } catch (const Error&) {
        return {};
    }
}

fs::path keep_copy(Database& database, int version) {
    const fs::path copy = fmt::format("{}.schema{}.backup", database.file().string(), version);
    const fs::path unfinished = copy.string() + ".unfinished";
    fs::remove(unfinished);
    database.prepare("VACUUM INTO ?").run(unfinished.string());
    sync_path(unfinished);
    fs::rename(unfinished, copy);
    sync_path(copy.parent_path());
    return copy;
}

void apply(Database& database, const Migration& step, const std::string& software, std::int64_t now_ns) {
    database.execute("BEGIN IMMEDIATE");
    try {
        database.execute(step.sql);
        database.prepare("INSERT INTO migration VALUES(?, ?, ?)").run(step.version, software, utc_us(now_ns));
        if (!database.text("PRAGMA foreign_key_check").empty()) {
            throw Error(Error::Kind::fault, {.what = "rows would lose what they belong to",
                                             .where = database.file().string(),
                                             .expected = "a whole database",
                                             .fix = "Run 'boresight db check'; nothing was changed"});
        }
        database.execute(fmt::format("PRAGMA user_version={}; PRAGMA application_id={}", step.version, application_id));
        database.execute("COMMIT");
    } catch (...) {
        if (database.in_transaction()) database.execute("ROLLBACK");
        throw;
    }
}

}  // namespace

int require_known_schema(Database& database, int newest) {
    const auto version = static_cast<int>(database.integer("PRAGMA user_version"));
    const bool ours = database.integer("PRAGMA application_id") == application_id;
    if (!ours && !has_tables(database)) return 0;
    if (!ours) {
        throw Error(Error::Kind::bad_input,
                    {.what = "this is a database of another program",
                     .where = database.file().string(),
                     .expected = "a database made by boresight",
                     .fix = "Choose another file with --db; a new one is made where none exists"});
    }
    if (version > newest) {
        const std::string by = maker(database);
        throw Error(Error::Kind::bad_input,
                    {.what = fmt::format("the database has schema {}{}, which is newer than this program", version,
                                         by.empty() ? "" : " by " + by),
                     .where = database.file().string(),
                     .expected = fmt::format("schema {} or older", newest),
                     .fix = "Use the newer boresight, or choose another file with --db"});
    }
    return version;
}

void require_readable_schema(Database& database) {
    if (require_known_schema(database, migrations().back().version) != 0) return;
    throw Error(Error::Kind::missing, {.what = "there is nothing in this database yet",
                                       .where = database.file().string(),
                                       .expected = "a database with measurements",
                                       .fix = "Measure something first ('boresight scan')"});
}

void bring_up_to_date(Database& database, std::span<const Migration> steps, const std::string& software,
                      std::int64_t now_ns) {
    const int newest = steps.back().version;
    const int version = require_known_schema(database, newest);
    if (version == newest) return;
    const bool touches_measurements = std::any_of(steps.begin(), steps.end(), [version](const Migration& step) {
        return step.version > version && step.touches == Migration::Touches::measurements;
    });
    std::string detail = fmt::format("schema {} to {} by {}", version, newest, software);
    if (version != 0 && touches_measurements)
        detail += "; the old database is kept as " + keep_copy(database, version).string();
    for (const Migration& step : steps) {
        if (step.version > version) apply(database, step, software, now_ns);
    }
    if (version == 0) return;
    database.prepare("INSERT INTO event(time_utc_us, kind, detail) VALUES(?, 'migrated', ?)")
        .run(utc_us(now_ns), detail);
}

}  // namespace boresight::store
