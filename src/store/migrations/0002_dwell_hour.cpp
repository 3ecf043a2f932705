// SPDX-License-Identifier: GPL-3.0-or-later
// Where an hour's dwells begin: who asks for the last week of years reads no more than that week. A row is kept
// whenever a dwell is of another hour (UTC) than the one before it; from there on, up to the next row, all dwells are
// of that hour, also where a clock was set. An index of all dwells would do the same for 20 bytes a dwell; this takes
// some 20 bytes an hour.
#include "store/migrations/migrations.h"

namespace boresight::store {

extern const Migration migration_0002_dwell_hour;

const Migration migration_0002_dwell_hour{2, R"sql(
CREATE TABLE dwell_hour(
  first_dwell_id INTEGER PRIMARY KEY REFERENCES dwell,
  hour_utc INTEGER NOT NULL
) STRICT;

INSERT INTO dwell_hour
  SELECT dwell_id, hour_utc FROM (
    SELECT dwell_id, start_utc_us / 3600000000 AS hour_utc,
           lag(start_utc_us / 3600000000) OVER (ORDER BY dwell_id) AS hour_before
    FROM dwell)
  WHERE hour_utc IS NOT hour_before;

CREATE TRIGGER dwell_hour_begins AFTER INSERT ON dwell
WHEN new.start_utc_us / 3600000000 IS NOT (SELECT hour_utc FROM dwell_hour ORDER BY first_dwell_id DESC LIMIT 1)
BEGIN
  INSERT INTO dwell_hour VALUES(new.dwell_id, new.start_utc_us / 3600000000);
END;
)sql",
                                          Migration::Touches::nothing_measured};

}  // namespace boresight::store
