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
constexpr double seconds_per_year = 365.25 * 86400;
constexpr double intended_bytes_per_reading = 90;
constexpr double intended_bytes_per_dwell = 110;  // with a reading of the carrier's power

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

double bytes_of(Database& database, const char* tables) {
    return static_cast<double>(
        database.integer(fmt::format("SELECT sum(pgsize) FROM dbstat WHERE name IN ({})", tables)));
}

void weigh(Database& database, CheckResult& result) {
    if (result.counts.readings < enough_readings || sqlite3_compileoption_used("ENABLE_DBSTAT_VTAB") == 0) return;
    result.bytes_per_reading =
        bytes_of(database, "'reading', 'reading_by_cell'") / static_cast<double>(result.counts.readings);
    result.bytes_per_dwell = bytes_of(database, "'dwell', 'dwell_by_sweep', 'dwell_hour', 'band_reading'") /
                             static_cast<double>(result.counts.dwells);
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
    if (result.ok() && result.schema_version != 0) {
        result.counts = Reader(file).counts();
        weigh(database, result);
    }
    return result;
}

YearOfLogging year_of_logging(const CheckResult& result, const LoggingRate& rate) {
    YearOfLogging year;
    year.measured = result.bytes_per_reading && result.bytes_per_dwell;
    year.rounds = seconds_per_year / rate.every_s;
    year.readings = year.rounds * rate.cells;
    year.bytes = year.readings * result.bytes_per_reading.value_or(intended_bytes_per_reading) +
                 year.rounds * rate.carriers * result.bytes_per_dwell.value_or(intended_bytes_per_dwell);
    return year;
}

std::string sqlite_version() {
    return sqlite3_libversion();
}

int schema_version() {
    return migrations().back().version;
}

}  // namespace boresight::store
