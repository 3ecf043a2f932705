// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite's result codes in words: which file, what happened, what was expected, what to do. Pure but for a look at the
// lock file, to name who holds a busy database.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "platform/error.h"
#include "platform/file_lock.h"

namespace boresight::store {

// `code` is an extended result code, `system_errno` what the system said last (0: nothing), `message` SQLite's own.
Error explain(const std::filesystem::path& database, int code, int system_errno, const std::string& message);

// What to say when the database is held, by whom as far as that is known.
Error held_error(const std::filesystem::path& database, const std::optional<LockHolder>& holder);

std::filesystem::path lock_file(const std::filesystem::path& database);

}  // namespace boresight::store
