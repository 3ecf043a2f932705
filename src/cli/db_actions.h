// SPDX-License-Identifier: GPL-3.0-or-later
// What `boresight db` does, one function an action: writes its result to the context's `out` and sets the exit code.
// Errors are thrown. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "cli/context.h"
#include "store/backup.h"
#include "store/check.h"

namespace boresight::cli {

void check_database(const std::filesystem::path& database, const store::LoggingRate& rate, Context& context);
void back_up_database(const std::filesystem::path& database, const std::filesystem::path& target,
                      store::ExistingFile existing, Context& context);

// "812 bytes", "20.4 MB", "1.31 GB".
std::string size_text(std::int64_t bytes);
// "1 cell", "7 cells".
std::string counted(std::int64_t count, const char* one, const char* many);
// "12 readings of 3 cells, ...".
std::string contents_text(const store::Counts& counts);

}  // namespace boresight::cli
