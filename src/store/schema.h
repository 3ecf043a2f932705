// SPDX-License-Identifier: GPL-3.0-or-later
// Whose database this is and which schema it has. `require_known_schema` refuses files of other programs and of newer
// versions, by name; `bring_up_to_date` makes the schema in an empty file, or takes an older one through the steps it
// lacks: first a copy is kept beside it (FILE.schema1.backup) if any of them touches what was measured, then each step
// is one transaction, so that a kill leaves one version or the other. Throws Errors. For the writer's thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "store/database.h"
#include "store/migrations/migrations.h"

namespace boresight::store {

// Throws unless the database is ours and at most of version `newest`. Returns its version; 0: nothing in it yet.
int require_known_schema(Database& database, int newest);

// For those who only read: throws unless it is a schema that this program reads, which all are that it knows: its
// steps have only added tables, and whoever reads those asks for the version.
void require_readable_schema(Database& database);

void bring_up_to_date(Database& database, std::span<const Migration> steps, const std::string& software,
                      std::int64_t now_ns);

}  // namespace boresight::store
