// SPDX-License-Identifier: GPL-3.0-or-later
// One trial of a row: its window made, searched and judged. Every thread has its own; what follows from row, level and
// number alone is the same in all of them.
#pragma once

#include <filesystem>
#include <functional>

#include "tests/sensitivity/outcome.h"
#include "tests/sensitivity/rows.h"

namespace boresight::sensitivity {

using Attempt = std::function<Outcome(double level_db, int number)>;
using AttemptMaker = std::function<Attempt()>;

// `captures`: the folder whose folders have the rows' bases.
AttemptMaker lte_attempts(const Row& row, const std::filesystem::path& captures);
AttemptMaker umts_attempts(const Row& row, const std::filesystem::path& captures);

inline AttemptMaker attempts(const Row& row, const std::filesystem::path& captures) {
    return row.standard == Standard::lte ? lte_attempts(row, captures) : umts_attempts(row, captures);
}

}  // namespace boresight::sensitivity
