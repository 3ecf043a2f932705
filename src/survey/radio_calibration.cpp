// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/radio_calibration.h"

#include <algorithm>
#include <cmath>

#include "platform/error.h"
#include "store/location.h"
#include "survey/either_standard.h"

namespace boresight::survey {

namespace {

// What another gain or frequency adds: steps of tuners are off by some tenths of a dB each, and a tuner's response
// goes up and down by a dB within a band.
constexpr double per_gain_db = 0.1, most_of_gain_db = 2;
constexpr double per_mhz_db = 0.02;
constexpr double same_band_share = 0.05;  // of the frequency; beyond it nothing is known
constexpr double same_gain_db = 0.05;

RadioCalibration of_device(const store::Device& device, const std::filesystem::path& database) try {
    RadioCalibration found;
    const store::Calibrations all = store::read_calibrations(database);
    for (const store::ClockCalibration& clock : all.clocks)
        if (clock.device == device && !found.clock) found.clock = clock;
    for (const store::LevelCalibration& level : all.levels)
        if (level.device == device) found.levels.push_back(level);
    return found;
} catch (const Error&) {
    return {};  // whoever keeps readings says what is wrong with the database
}

RadioCalibration of_usual_database(const store::Device& device) try {
    return of_device(device, store::default_database());
} catch (const Error&) {
    return {};  // of a user without a home
}

// Of the piece in which it was heard.
template <class Found>
std::optional<double> gain_of(const Found& cell, const std::vector<Stretch>& stretches,
                              std::vector<Found> Stretch::*cells) {
    for (const Stretch& stretch : stretches)
        for (const Found& heard : stretch.*cells)
            if (physical_id(heard.cell) == physical_id(cell.cell) && heard.frequency_hz == cell.frequency_hz)
                return stretch.gain_db;
    return std::nullopt;
}

template <class Found>
void put_dbm(std::vector<Found>& cells, const std::vector<Stretch>& stretches, std::vector<Found> Stretch::*of_piece,
             const std::vector<store::LevelCalibration>& levels) {
    for (Found& cell : cells) {
        const std::optional<double> gain_db = gain_of(cell, stretches, of_piece);
        if (!gain_db || !cell.frequency_hz) continue;
        const std::optional<LevelOffset> offset = level_offset(levels, *cell.frequency_hz, *gain_db);
        if (!offset) continue;
        cell.level_dbm = strength_dbfs(cell.cell) + offset->offset_db;
        cell.level_dbm_sigma_db = std::hypot(strength_sigma_db(cell.cell), offset->sigma_db);
    }
}

}  // namespace

store::Device device_of(const radio::RadioName& name) {
    return {.driver = name.hardware_driver.empty() ? name.driver : name.hardware_driver, .serial = name.serial};
}

bool is_nameless(const store::Device& device) {
    const auto digit = device.serial.find_first_not_of('0');
    return digit == std::string::npos || device.serial.substr(digit) == "1";
}

PpmWindow RadioCalibration::window(std::optional<double> reach_ppm) const {
    if (!clock) return {.around_ppm = 0, .reach_ppm = reach_ppm.value_or(uncalibrated_ppm_window)};
    return {.around_ppm = shown_by_clock_ppm(clock->clock_ppm), .reach_ppm = reach_ppm.value_or(calibrated_ppm_window)};
}

RadioCalibration calibration_of(const radio::RadioName& name, const std::filesystem::path& database) {
    const store::Device device = device_of(name);
    RadioCalibration found = of_device(device, database);
    if (name.simulated) return found;
    RadioCalibration usual = of_usual_database(device);
    if (!found.clock) found.clock = usual.clock;
    if (found.levels.empty()) found.levels = std::move(usual.levels);
    return found;
}

std::optional<LevelOffset> level_offset(const std::vector<store::LevelCalibration>& levels, double frequency_hz,
                                        double gain_db) {
    std::optional<LevelOffset> best;
    std::vector<const store::LevelCalibration*> seen;
    for (const store::LevelCalibration& level : levels) {
        const double off_hz = std::abs(level.frequency_hz - frequency_hz), off_db = std::abs(level.gain_db - gain_db);
        if (off_hz > same_band_share * frequency_hz) continue;
        // What was measured anew there replaces what was known.
        if (std::any_of(seen.begin(), seen.end(), [&](const store::LevelCalibration* later) {
                return later->frequency_hz == level.frequency_hz &&
                       std::abs(later->gain_db - level.gain_db) < same_gain_db;
            }))
            continue;
        seen.push_back(&level);
        const double of_gain_db = std::min(most_of_gain_db, per_gain_db * off_db);
        const double sigma_db = std::hypot(level.offset_sigma_db, std::hypot(of_gain_db, per_mhz_db * off_hz / 1e6));
        if (!best || sigma_db < best->sigma_db)
            best = LevelOffset{.offset_db = level.offset_db - (gain_db - level.gain_db), .sigma_db = sigma_db};
    }
    return best;
}

void put_dbm(ScanResult& result, const std::vector<store::LevelCalibration>& levels) {
    if (levels.empty()) return;
    put_dbm(result.cells, result.stretches, &Stretch::cells, levels);
    put_dbm(result.umts_cells, result.stretches, &Stretch::umts_cells, levels);
}

}  // namespace boresight::survey
