// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of a database as one file that is whole or not there, made while a writer may go on (SQLite's online backup):
// what was committed before the end of the copy is in it. The copy grows as FILE.unfinished, is looked over
// (store/check.h), put onto the disk and then named FILE. An existing file is replaced only when asked for, and only
// when it is a database of ours that nobody writes to. Throws an Error that names the file and the fix; then, and when
// stopped, nothing is left of the copy. Opens the database read-only and never checkpoints it. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "store/check.h"

namespace boresight::store {

enum class ExistingFile { refuse, replace };

// Hears which share is copied, 0..1, and answers whether to go on; asked about every 10 ms.
using CopyProgress = std::function<bool(double share)>;

// What the check found in the copy, which is whole; empty: stopped.
std::optional<CheckResult> backup(const std::filesystem::path& database, const std::filesystem::path& target,
                                  ExistingFile existing, const CopyProgress& go_on);

}  // namespace boresight::store
