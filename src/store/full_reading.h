// SPDX-License-Identifier: GPL-3.0-or-later
// A reading joined with all it belongs to: the query's columns and their way back into records. Columns and decoding
// stand side by side, since their order must agree. For the thread of the connection.
#pragma once

#include <string>

#include "store/database.h"
#include "store/reader.h"

namespace boresight::store {

// SELECT ... FROM ... without WHERE; the tables have their own names, with `site` possibly absent.
std::string full_reading_select();

FullReading full_reading(const Statement& row);

// A cell from the columns rat ... last_seen_utc_us of its table, the first of which has that number.
Cell cell_from(const Statement& row, int first_column);

}  // namespace boresight::store
