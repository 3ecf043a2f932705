// SPDX-License-Identifier: GPL-3.0-or-later
// What `calibrate` found out about a radio, as others use it: where its carriers show, and what its levels are in dBm
// at the antenna socket. It holds for that very radio (driver and serial number) alone. A level that was held against a
// known one at another gain or frequency is less sure, and too far from there it says nothing. A database that isn't
// there or can't be read leaves a radio uncalibrated. Pure but for the reading of databases; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "radio/radio.h"
#include "store/calibration.h"
#include "survey/ppm_window.h"
#include "survey/scan.h"

namespace boresight::survey {

store::Device device_of(const radio::RadioName& name);

// Whether nothing but its place tells that radio from another of its kind: no serial number, or one that makers give to
// all.
bool is_nameless(const store::Device& device);

struct RadioCalibration {
    std::optional<store::ClockCalibration> clock;  // the latest
    std::vector<store::LevelCalibration> levels;   // the latest first

    // `reach_ppm`: what the user thinks possible, about what is known.
    PpmWindow window(std::optional<double> reach_ppm = {}) const;
};

// From that database; what it doesn't know of a real radio, from the usual one.
RadioCalibration calibration_of(const radio::RadioName& name, const std::filesystem::path& database);

struct LevelOffset {
    double offset_db = 0;  // dBm = dBFS + offset_db
    double sigma_db = 0;
};

// Of the calibration that is surest there.
std::optional<LevelOffset> level_offset(const std::vector<store::LevelCalibration>& levels, double frequency_hz,
                                        double gain_db);

// Puts dBm beside the dBFS of cells.
void put_dbm(ScanResult& result, const std::vector<store::LevelCalibration>& levels);

}  // namespace boresight::survey
