// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a radio's own errors: its clock, and what a level in dBFS is in dBm at a gain and a frequency. Rows
// are added, never changed; the latest counts. A clock is ppm fast: its true rate is the nominal one times
// 1 + clock_ppm * 1e-6. Levels: dBm = dBFS + offset. Sigmas are standard uncertainties.
#include "store/migrations/migrations.h"

namespace boresight::store {

extern const Migration migration_0003_calibration;

const Migration migration_0003_calibration{3, R"sql(
CREATE TABLE clock_calibration(
  clock_calibration_id INTEGER PRIMARY KEY,
  made_utc_us INTEGER NOT NULL,
  software TEXT NOT NULL,
  driver TEXT NOT NULL,
  serial TEXT NOT NULL,
  clock_ppm_x1000 INTEGER NOT NULL,
  clock_sigma_ppm_x1000 INTEGER NOT NULL,
  drift_ppm_per_min_x1000 INTEGER,
  drift_sigma_ppm_per_min_x1000 INTEGER,
  cells INTEGER NOT NULL
) STRICT;

CREATE TABLE level_calibration(
  level_calibration_id INTEGER PRIMARY KEY,
  made_utc_us INTEGER NOT NULL,
  software TEXT NOT NULL,
  driver TEXT NOT NULL,
  serial TEXT NOT NULL,
  frequency_hz INTEGER NOT NULL,
  gain_db_x100 INTEGER NOT NULL,
  offset_db_x100 INTEGER NOT NULL,
  offset_sigma_db_x100 INTEGER NOT NULL,
  held_against TEXT NOT NULL CHECK(held_against IN ('generator', 'hotspot'))
) STRICT;
)sql",
                                           Migration::Touches::nothing_measured};

}  // namespace boresight::store
