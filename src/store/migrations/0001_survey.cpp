// SPDX-License-Identifier: GPL-3.0-or-later
// The first schema. Columns carry their unit and scale: rssi_dbfs_x100 is RSSI in dBFS times 100, latitude_deg_x1e7 a
// latitude in degrees times ten million, *_utc_us microseconds since 1970. NULL is "not known". A reading is the row
// that there are millions of: it is clustered with its dwell, and a NULL in it costs one byte.
// Its strength is RSRP (LTE, per resource element, port 0) or RSCP (UMTS), its quality RSRQ or Ec/No.
#include "store/migrations/migrations.h"

namespace boresight::store {

extern const Migration migration_0001_survey;

const Migration migration_0001_survey{1, R"sql(
CREATE TABLE migration(
  schema_version INTEGER PRIMARY KEY,
  software TEXT NOT NULL,
  applied_utc_us INTEGER NOT NULL
) STRICT;

CREATE TABLE site(
  site_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  latitude_deg_x1e7 INTEGER CHECK(latitude_deg_x1e7 BETWEEN -900000000 AND 900000000),
  longitude_deg_x1e7 INTEGER CHECK(longitude_deg_x1e7 BETWEEN -1800000000 AND 1800000000),
  height_cm INTEGER,
  declination_deg_x100 INTEGER
) STRICT;

CREATE TABLE session(
  session_id INTEGER PRIMARY KEY,
  site_id INTEGER REFERENCES site,
  start_utc_us INTEGER NOT NULL,
  end_utc_us INTEGER,
  command TEXT NOT NULL,
  source_kind TEXT NOT NULL,
  source_name TEXT NOT NULL,
  antenna TEXT NOT NULL,
  config TEXT NOT NULL,
  software TEXT NOT NULL,
  simulated INTEGER NOT NULL CHECK(simulated IN (0, 1))
) STRICT;

CREATE TABLE sweep(
  sweep_id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES session,
  purpose TEXT NOT NULL,
  scale_offset_deg_x100 INTEGER,
  state TEXT NOT NULL CHECK(state IN ('running', 'done', 'stopped'))
) STRICT;
CREATE INDEX sweep_by_session ON sweep(session_id);

CREATE TABLE dwell(
  dwell_id INTEGER PRIMARY KEY,
  sweep_id INTEGER NOT NULL REFERENCES sweep,
  start_utc_us INTEGER NOT NULL,
  duration_us INTEGER NOT NULL,
  latitude_deg_x1e7 INTEGER CHECK(latitude_deg_x1e7 BETWEEN -900000000 AND 900000000),
  longitude_deg_x1e7 INTEGER CHECK(longitude_deg_x1e7 BETWEEN -1800000000 AND 1800000000),
  height_cm INTEGER,
  azimuth_deg_x100 INTEGER,
  azimuth_sigma_deg_x100 INTEGER,
  elevation_deg_x100 INTEGER,
  elevation_sigma_deg_x100 INTEGER,
  polarization_deg_x100 INTEGER,
  polarization_sigma_deg_x100 INTEGER,
  center_frequency_hz INTEGER,
  sample_rate_hz INTEGER,
  gain_db_x100 INTEGER,
  flags INTEGER NOT NULL
) STRICT;
CREATE INDEX dwell_by_sweep ON dwell(sweep_id);

CREATE TABLE cell(
  cell_id INTEGER PRIMARY KEY,
  rat TEXT NOT NULL CHECK(rat IN ('gsm', 'umts', 'lte', 'nr')),
  frequency_hz INTEGER,
  physical_id INTEGER NOT NULL CHECK(physical_id BETWEEN 0 AND 1007),
  plmn TEXT,
  cell_identity INTEGER,
  area_code INTEGER,
  n_rb_dl INTEGER,
  ports INTEGER,
  tdd INTEGER CHECK(tdd IN (0, 1)),
  extended_cp INTEGER CHECK(extended_cp IN (0, 1)),
  first_seen_utc_us INTEGER NOT NULL,
  last_seen_utc_us INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX cell_by_identity ON cell(
  rat, ifnull(frequency_hz, -1), physical_id, ifnull(plmn, ''), ifnull(cell_identity, -1));

CREATE TABLE reading(
  dwell_id INTEGER NOT NULL REFERENCES dwell,
  nth INTEGER NOT NULL,
  cell_id INTEGER NOT NULL REFERENCES cell,
  offset_ms INTEGER NOT NULL,
  n INTEGER,
  strength_dbfs_x100 INTEGER,
  strength_sigma_db_x100 INTEGER,
  quality_db_x100 INTEGER,
  quality_sigma_db_x100 INTEGER,
  rsrp_port1_dbfs_x100 INTEGER,
  rsrp_port2_dbfs_x100 INTEGER,
  rsrp_port3_dbfs_x100 INTEGER,
  rsrq_n_rb INTEGER,
  sinr_db_x100 INTEGER,
  sinr_sigma_db_x100 INTEGER,
  noise_dbfs_re_x100 INTEGER,
  noise_sigma_db_x100 INTEGER,
  delay_spread_us_x100 INTEGER,
  first_path_db_x100 INTEGER,
  rssi_dbfs_x100 INTEGER,
  cfo_hz_x10 INTEGER,
  cfo_sigma_hz_x10 INTEGER,
  clock_ppm_x100 INTEGER,
  PRIMARY KEY(dwell_id, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_by_cell ON reading(cell_id);

CREATE TABLE band_reading(
  dwell_id INTEGER NOT NULL REFERENCES dwell,
  nth INTEGER NOT NULL,
  low_hz INTEGER NOT NULL,
  high_hz INTEGER NOT NULL,
  power_dbfs_x100 INTEGER,
  noise_dbfs_x100 INTEGER,
  snr_db_x100 INTEGER,
  sigma_db_x100 INTEGER,
  PRIMARY KEY(dwell_id, nth)
) STRICT, WITHOUT ROWID;

CREATE TABLE event(
  event_id INTEGER PRIMARY KEY,
  session_id INTEGER REFERENCES session,
  time_utc_us INTEGER NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
)sql"};

}  // namespace boresight::store
