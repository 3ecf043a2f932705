// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/calibration.h"

#include "store/database.h"
#include "store/scaled.h"
#include "store/schema.h"

namespace boresight::store {

namespace {

constexpr int first_version = 3;  // of the schema, that has calibrations
constexpr double scale_ppm = 1000, scale_db = 100;
constexpr const char* generator = "generator";
constexpr const char* hotspot = "hotspot";

double value(const Statement& row, int column, double scale) {
    return static_cast<double>(row.integer(column)) / scale;
}

ClockCalibration clock_from(const Statement& row) {
    return {.device = {.driver = row.text(1), .serial = row.text(2)},
            .made_ns = row.integer(0) * ns_per_us,
            .clock_ppm = value(row, 3, scale_ppm),
            .clock_sigma_ppm = value(row, 4, scale_ppm),
            .drift_ppm_per_min = unscaled(row.maybe_integer(5), scale_ppm),
            .drift_sigma_ppm_per_min = unscaled(row.maybe_integer(6), scale_ppm),
            .cells = static_cast<int>(row.integer(7))};
}

LevelCalibration level_from(const Statement& row) {
    return {.device = {.driver = row.text(1), .serial = row.text(2)},
            .made_ns = row.integer(0) * ns_per_us,
            .frequency_hz = static_cast<double>(row.integer(3)),
            .gain_db = value(row, 4, scale_db),
            .offset_db = value(row, 5, scale_db),
            .offset_sigma_db = value(row, 6, scale_db),
            .held_against = row.text(7) == generator ? HeldAgainst::generator : HeldAgainst::hotspot};
}

}  // namespace

Calibrations read_calibrations(const std::filesystem::path& file) {
    Calibrations all;
    if (!std::filesystem::exists(file)) return all;
    Database database(file, Access::read_only);
    if (require_known_schema(database, migrations().back().version) < first_version) return all;
    auto clocks = database.prepare(R"(
        SELECT made_utc_us, driver, serial, clock_ppm_x1000, clock_sigma_ppm_x1000, drift_ppm_per_min_x1000,
               drift_sigma_ppm_per_min_x1000, cells
        FROM clock_calibration ORDER BY clock_calibration_id DESC)");
    while (clocks.step()) all.clocks.push_back(clock_from(clocks));
    auto levels = database.prepare(R"(
        SELECT made_utc_us, driver, serial, frequency_hz, gain_db_x100, offset_db_x100, offset_sigma_db_x100,
               held_against
        FROM level_calibration ORDER BY level_calibration_id DESC)");
    while (levels.step()) all.levels.push_back(level_from(levels));
    return all;
}

void insert(Database& database, const ClockCalibration& clock, const std::string& software) {
    database
        .prepare(R"(
        INSERT INTO clock_calibration(made_utc_us, software, driver, serial, clock_ppm_x1000, clock_sigma_ppm_x1000,
                                      drift_ppm_per_min_x1000, drift_sigma_ppm_per_min_x1000, cells)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?))")
        .run(utc_us(clock.made_ns), software, clock.device.driver, clock.device.serial,
             scaled(clock.clock_ppm, scale_ppm), scaled(clock.clock_sigma_ppm, scale_ppm),
             scaled(clock.drift_ppm_per_min, scale_ppm), scaled(clock.drift_sigma_ppm_per_min, scale_ppm), clock.cells);
}

void insert(Database& database, const LevelCalibration& level, const std::string& software) {
    database
        .prepare(R"(
        INSERT INTO level_calibration(made_utc_us, software, driver, serial, frequency_hz, gain_db_x100,
                                      offset_db_x100, offset_sigma_db_x100, held_against)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?))")
        .run(utc_us(level.made_ns), software, level.device.driver, level.device.serial, scaled(level.frequency_hz, 1),
             x100(level.gain_db), x100(level.offset_db), x100(level.offset_sigma_db),
             level.held_against == HeldAgainst::generator ? generator : hotspot);
}

}  // namespace boresight::store
