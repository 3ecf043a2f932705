// SPDX-License-Identifier: GPL-3.0-or-later
// Questions that both a Reader and the Writer ask of a database. Each is one short statement. Throws Errors; for the
// thread of the connection.
#pragma once

#include <cstdint>
#include <optional>

#include "store/database.h"
#include "store/records.h"

namespace boresight::store {

// The numbers of the dwells that began in a span of time: none outside of `first` to `last` did. Some within may not
// have. A database of the first schema doesn't know: all. None: 1 and 0.
struct DwellRange {
    std::int64_t first = 1, last = 0;
};
DwellRange dwells_begun(Database& database, std::optional<std::int64_t> since_us, std::optional<std::int64_t> until_us);

std::optional<EarlierIdentity> find_earlier_identity(Database& database, const CellIdentity& identity);

}  // namespace boresight::store
