// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/queries.h"

#include "store/scaled.h"

namespace boresight::store {

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
