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
    std::optional<LockHolder> holder{};

    bool ok() const { return problems.empty(); }
};

CheckResult check(const std::filesystem::path& database);

// The version of the SQLite library that is running, and the schema this program writes.
std::string sqlite_version();
int schema_version();

}  // namespace boresight::store
