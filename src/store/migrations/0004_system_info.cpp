// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell said of itself beyond its name: what it sends in a resource element, where its uplink is (SIB2), and the
// other carriers of LTE that it tells its phones of (SIB5). One row a cell, the latest; a list replaces the one before.
#include "store/migrations/migrations.h"

namespace boresight::store {

extern const Migration migration_0004_system_info;

const Migration migration_0004_system_info{4, R"sql(
CREATE TABLE announcement(
  cell_id INTEGER PRIMARY KEY REFERENCES cell,
  heard_utc_us INTEGER NOT NULL,
  reference_signal_power_dbm INTEGER,
  ul_frequency_hz INTEGER,
  ul_n_rb INTEGER
) STRICT;

CREATE TABLE announced_carrier(
  cell_id INTEGER NOT NULL REFERENCES announcement,
  earfcn INTEGER NOT NULL,
  n_rb INTEGER NOT NULL,
  priority INTEGER,
  PRIMARY KEY(cell_id, earfcn)
) STRICT, WITHOUT ROWID;
)sql",
                                           Migration::Touches::nothing_measured};

}  // namespace boresight::store
