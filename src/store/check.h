// SPDX-License-Identifier: GPL-3.0-or-later
// Looks a database over: whether it is whole, what is in it, how large it is, who holds it. Opens it read-only. What is
// wrong with the contents is a result (`problems`), what keeps it from being looked at is an Error. Reads the whole
// file (about 1 s for 200 MB). Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "platform/file_lock.h"
#include "store/reader.h"

namespace boresight::store {

struct CheckResult {
    std::filesystem::path file{};
    std::string sqlite_version{};  // of the library that is running
    int schema_version = 0;
    int newest_schema_version = 0;  // that this program knows
    std::string journal_mode{};
    std::string writer_synchronous{};     // what every writer of this program uses
    std::vector<std::string> problems{};  // of integrity_check and foreign_key_check; none: whole
    Counts counts{};
    std::int64_t size_bytes = 0;                // of the database
    std::int64_t log_bytes = 0;                 // of the WAL beside it
    std::optional<double> bytes_per_reading{};  // of the table and its index; empty: too few to tell
    std::optional<double> bytes_per_dwell{};    // the same, with what was measured without a cell
    std::optional<LockHolder> holder{};

    bool ok() const { return problems.empty(); }
};

CheckResult check(const std::filesystem::path& database);

// What `log` will add in a year of so many rounds, cells heard in each and carriers listened to.
struct LoggingRate {
    double every_s = 60;
    double cells = 10;
    double carriers = 5;
};

struct YearOfLogging {
    double rounds = 0;
    double readings = 0;
    double bytes = 0;
    bool measured = false;  // from this database; else from what a reading is meant to cost
};

YearOfLogging year_of_logging(const CheckResult& result, const LoggingRate& rate);

// The version of the SQLite library that is running, and the schema this program writes.
std::string sqlite_version();
int schema_version();

}  // namespace boresight::store
