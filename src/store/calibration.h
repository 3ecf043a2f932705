// SPDX-License-Identifier: GPL-3.0-or-later
// What the database knows of a radio's own errors: how fast its clock is, and what a level in dBFS is in dBm at a gain
// and a frequency. A radio is known by driver and serial number, nothing else: two of one maker that have the same
// number are taken for one. Rows are only added (Writer::add_clock, add_level). Times are UTC in nanoseconds since
// 1970; sigmas are standard uncertainties. read_calibrations() opens the database read-only and throws what that
// throws; a database that isn't there, or older than calibrations, has none. One thread a call.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace boresight::store {

class Database;

struct Device {
    std::string driver{};  // "rtlsdr"; of the computer that it is plugged into
    std::string serial{};  // empty: it has none

    bool operator==(const Device&) const = default;
};

struct ClockCalibration {
    Device device{};
    std::int64_t made_ns = 0;
    double clock_ppm = 0;  // true rate = nominal * (1 + clock_ppm * 1e-6); kept to 0.001
    double clock_sigma_ppm = 0;
    std::optional<double> drift_ppm_per_min{}, drift_sigma_ppm_per_min{};  // while it was measured
    int cells = 0;                                                         // that it rests on
};

enum class HeldAgainst { generator, hotspot };

struct LevelCalibration {
    Device device{};
    std::int64_t made_ns = 0;
    double frequency_hz = 0;
    double gain_db = 0;    // as the radio counts it
    double offset_db = 0;  // dBm = dBFS + offset_db
    double offset_sigma_db = 0;
    HeldAgainst held_against = HeldAgainst::generator;
};

struct Calibrations {
    std::vector<ClockCalibration> clocks{};  // the latest first
    std::vector<LevelCalibration> levels{};  // the latest first
};

Calibrations read_calibrations(const std::filesystem::path& database);

// For the Writer, within its transaction.
void insert(Database& database, const ClockCalibration& clock, const std::string& software);
void insert(Database& database, const LevelCalibration& level, const std::string& software);

}  // namespace boresight::store
