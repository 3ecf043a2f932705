// SPDX-License-Identifier: GPL-3.0-or-later
// Questions that both a Reader and the Writer ask of a database. Each is one short statement. Throws Errors; for the
// thread of the connection.
#pragma once

#include <optional>

#include "store/database.h"
#include "store/records.h"

namespace boresight::store {

std::optional<EarlierIdentity> find_earlier_identity(Database& database, const CellIdentity& identity);

}  // namespace boresight::store
