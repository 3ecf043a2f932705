// SPDX-License-Identifier: GPL-3.0-or-later
// The cells on other carriers of UMTS that a cell tells its phones of (SIB11). A list replaces the one before.
#include "store/migrations/migrations.h"

namespace boresight::store {

extern const Migration migration_0005_umts_neighbours;

const Migration migration_0005_umts_neighbours{5, R"sql(
CREATE TABLE announced_umts_cell(
  cell_id INTEGER NOT NULL REFERENCES announcement,
  uarfcn INTEGER NOT NULL,
  psc INTEGER NOT NULL,
  PRIMARY KEY(cell_id, uarfcn, psc)
) STRICT, WITHOUT ROWID;
)sql",
                                               Migration::Touches::nothing_measured};

}  // namespace boresight::store
