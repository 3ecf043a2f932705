// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/queries.h"

#include <limits>

#include "store/scaled.h"

namespace boresight::store {

DwellRange dwells_begun(Database& database, std::optional<std::int64_t> since_us,
                        std::optional<std::int64_t> until_us) {
    constexpr std::int64_t us_per_hour = 3'600'000'000;
    using Time = std::numeric_limits<std::int64_t>;
    const std::int64_t last = database.integer("SELECT ifnull(max(dwell_id), 0) FROM dwell");
    const bool knows = database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'dwell_hour'") != 0;
    if (!knows || (!since_us && !until_us)) return {.first = 1, .last = last};
    auto ends = database.prepare(R"(
        SELECT ifnull(min(first_dwell_id), 1), ifnull(max(last_dwell_id), 0)
        FROM (SELECT hour_utc, first_dwell_id,
                     lead(first_dwell_id - 1, 1, ?1) OVER (ORDER BY first_dwell_id) AS last_dwell_id
              FROM dwell_hour)
        WHERE hour_utc BETWEEN ?2 AND ?3)");
    ends.run(last, since_us.value_or(Time::min()) / us_per_hour, until_us.value_or(Time::max()) / us_per_hour);
    return {.first = ends.integer(0), .last = ends.integer(1)};
}

std::optional<EarlierIdentity> find_earlier_identity(Database& database, const CellIdentity& identity) {
    if (!identity.frequency_hz) return std::nullopt;
    auto known = database.prepare(R"(
        SELECT plmn, cell_identity, area_code, last_seen_utc_us FROM cell
        WHERE rat = ? AND ifnull(frequency_hz, -1) = ? AND physical_id = ? AND plmn IS NOT NULL
        ORDER BY last_seen_utc_us DESC, cell_id DESC)");
    if (!known.run(rat_name(identity.rat), scaled(identity.frequency_hz, 1), identity.physical_id)) return std::nullopt;
    EarlierIdentity earlier{.plmn = known.text(0),
                            .cell_id = known.maybe_integer(1),
                            .area_code = {},
                            .last_seen_ns = known.integer(3) * ns_per_us};
    if (const auto code = known.maybe_integer(2)) earlier.area_code = static_cast<int>(*code);
    while (known.step()) {
        if (known.text(0) != earlier.plmn) earlier.ambiguous = true;
    }
    return earlier;
}

}  // namespace boresight::store
