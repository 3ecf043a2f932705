// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/check.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "platform/error.h"
#include "store/database.h"
#include "store/migrations/migrations.h"
#include "store/schema.h"
#include "store/sqlite_error.h"

namespace boresight::store {

namespace {

// Below that, half-filled pages say more than readings do.
constexpr std::int64_t enough_readings = 10'000;
constexpr std::size_t most_problems = 20;

void look_for_problems(Database& database, std::vector<std::string>& problems) {
    auto integrity = database.prepare(fmt::format("PRAGMA integrity_check({})", most_problems));
    while (integrity.step()) {
        if (const std::string said = integrity.text(0); said != "ok") problems.push_back(said);
    }
    auto foreign_keys = database.prepare("PRAGMA foreign_key_check");
    while (foreign_keys.step() && problems.size() < most_problems) {
        problems.push_back(fmt::format("a row of {} belongs to a row of {} that isn't there", foreign_keys.text(0),
                                       foreign_keys.text(2)));
    }
}

std::optional<double> bytes_per_reading(Database& database, std::int64_t readings) {
    if (readings < enough_readings || sqlite3_compileoption_used("ENABLE_DBSTAT_VTAB") == 0) return std::nullopt;
    const std::int64_t bytes =
        database.integer("SELECT sum(pgsize) FROM dbstat WHERE name IN ('reading', 'reading_by_cell')");
    return static_cast<double>(bytes) / static_cast<double>(readings);
}

std::int64_t size_of(const std::filesystem::path& file) {
    std::error_code failure;
    const auto size = std::filesystem::file_size(file, failure);
    return failure ? 0 : static_cast<std::int64_t>(size);
}

}  // namespace

CheckResult check(const std::filesystem::path& file) {
    Database database(file, Access::read_only);
    CheckResult result{.file = file,
                       .sqlite_version = sqlite_version(),
                       .newest_schema_version = schema_version(),
                       .writer_synchronous = "FULL"};
    result.schema_version = require_known_schema(database, result.newest_schema_version);
    try {
        result.journal_mode = database.text("PRAGMA journal_mode");
        look_for_problems(database, result.problems);
    } catch (const Error& damage) {
        if (damage.kind() != Error::Kind::bad_input) throw;
        result.problems.push_back(damage.text().what);
    }
    result.size_bytes = size_of(file);
    result.log_bytes = size_of(file.string() + "-wal");
    result.holder = FileLock::holder_of(lock_file(std::filesystem::weakly_canonical(file)));
    if (result.ok() && result.schema_version == result.newest_schema_version) {
        result.counts = Reader(file).counts();
        result.bytes_per_reading = bytes_per_reading(database, result.counts.readings);
    }
    return result;
}

std::string sqlite_version() {
    return sqlite3_libversion();
}

int schema_version() {
    return migrations().back().version;
}

}  // namespace boresight::store
