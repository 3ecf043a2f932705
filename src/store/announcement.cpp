// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/announcement.h"

#include <utility>

#include "store/database.h"
#include "store/scaled.h"
#include "store/schema.h"

namespace boresight::store {

namespace {

constexpr int first_version = 4;  // of the schema, that has announcements

std::optional<int> small(const Statement& row, int column) {
    const auto value = row.maybe_integer(column);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

}  // namespace

Announced read_announcements(const std::filesystem::path& file) {
    Announced all;
    if (!std::filesystem::exists(file)) return all;
    Database database(file, Access::read_only);
    if (require_known_schema(database, migrations().back().version) < first_version) return all;
    auto cells = database.prepare(R"(
        SELECT cell_id, frequency_hz, physical_id, reference_signal_power_dbm, ul_frequency_hz, ul_n_rb
        FROM announcement JOIN cell USING(cell_id) WHERE frequency_hz IS NOT NULL ORDER BY heard_utc_us, cell_id)");
    auto carriers =
        database.prepare("SELECT earfcn, n_rb, priority FROM announced_carrier WHERE cell_id = ? ORDER BY earfcn");
    while (cells.step()) {
        Announcement said{.reference_signal_power_dbm = small(cells, 3),
                          .ul_frequency_hz = unscaled(cells.maybe_integer(4), 1),
                          .ul_n_rb = small(cells, 5)};
        for (bool more = carriers.run(cells.integer(0)); more; more = carriers.step()) {
            said.others.push_back({.earfcn = static_cast<int>(carriers.integer(0)),
                                   .n_rb = static_cast<int>(carriers.integer(1)),
                                   .priority = small(carriers, 2)});
        }
        all[{static_cast<double>(cells.integer(1)), static_cast<int>(cells.integer(2))}] = std::move(said);
    }
    return all;
}

void insert(Database& database, CellId cell, const Announcement& announcement, std::int64_t heard_ns) {
    database
        .prepare(R"(
        INSERT INTO announcement(cell_id, heard_utc_us, reference_signal_power_dbm, ul_frequency_hz, ul_n_rb)
        VALUES(?, ?, ?, ?, ?)
        ON CONFLICT(cell_id) DO UPDATE SET
          heard_utc_us = excluded.heard_utc_us,
          reference_signal_power_dbm = ifnull(excluded.reference_signal_power_dbm, reference_signal_power_dbm),
          ul_frequency_hz = ifnull(excluded.ul_frequency_hz, ul_frequency_hz),
          ul_n_rb = ifnull(excluded.ul_n_rb, ul_n_rb))")
        .run(cell.value, utc_us(heard_ns), announcement.reference_signal_power_dbm,
             scaled(announcement.ul_frequency_hz, 1), announcement.ul_n_rb);
    if (announcement.others.empty()) return;
    database.prepare("DELETE FROM announced_carrier WHERE cell_id = ?").run(cell.value);
    auto carrier = database.prepare(
        "INSERT OR REPLACE INTO announced_carrier(cell_id, earfcn, n_rb, priority) VALUES(?, ?, ?, ?)");
    for (const AnnouncedCarrier& other : announcement.others)
        carrier.run(cell.value, other.earfcn, other.n_rb, other.priority);
}

}  // namespace boresight::store
