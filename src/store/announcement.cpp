// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/announcement.h"

#include <utility>

#include "store/database.h"
#include "store/scaled.h"
#include "store/schema.h"

namespace boresight::store {

namespace {

constexpr int first_version = 4;       // of the schema, that has announcements
constexpr int first_umts_version = 5;  // and that has those of cells of UMTS

std::optional<int> small(const Statement& row, int column) {
    const auto value = row.maybe_integer(column);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::vector<AnnouncedUmtsCell> umts_cells_of(Database& database, std::int64_t cell_id) {
    auto row = database.prepare("SELECT uarfcn, psc FROM announced_umts_cell WHERE cell_id = ? ORDER BY uarfcn, psc");
    std::vector<AnnouncedUmtsCell> all;
    for (bool more = row.run(cell_id); more; more = row.step())
        all.push_back({.uarfcn = static_cast<int>(row.integer(0)), .psc = static_cast<int>(row.integer(1))});
    return all;
}

void insert_carriers(Database& database, CellId cell, const std::vector<AnnouncedCarrier>& carriers) {
    if (carriers.empty()) return;
    database.prepare("DELETE FROM announced_carrier WHERE cell_id = ?").run(cell.value);
    auto row = database.prepare(
        "INSERT OR REPLACE INTO announced_carrier(cell_id, earfcn, n_rb, priority) VALUES(?, ?, ?, ?)");
    for (const AnnouncedCarrier& other : carriers) row.run(cell.value, other.earfcn, other.n_rb, other.priority);
}

void insert_umts_cells(Database& database, CellId cell, const std::vector<AnnouncedUmtsCell>& cells) {
    if (cells.empty()) return;
    database.prepare("DELETE FROM announced_umts_cell WHERE cell_id = ?").run(cell.value);
    auto row = database.prepare("INSERT OR REPLACE INTO announced_umts_cell(cell_id, uarfcn, psc) VALUES(?, ?, ?)");
    for (const AnnouncedUmtsCell& other : cells) row.run(cell.value, other.uarfcn, other.psc);
}

}  // namespace

Announced read_announcements(const std::filesystem::path& file) {
    Announced all;
    if (!std::filesystem::exists(file)) return all;
    Database database(file, Access::read_only);
    const int version = require_known_schema(database, migrations().back().version);
    if (version < first_version) return all;
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
        if (version >= first_umts_version) said.umts_others = umts_cells_of(database, cells.integer(0));
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
    insert_carriers(database, cell, announcement.others);
    insert_umts_cells(database, cell, announcement.umts_others);
}

}  // namespace boresight::store
