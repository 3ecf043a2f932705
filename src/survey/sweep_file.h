// SPDX-License-Identifier: GPL-3.0-or-later
// A recorded sweep of a directional antenna, or a recorded comparison of two polarizations: JSON with the level of each
// cell in each block of each stop, in hundredths of dBm, null where the cell wasn't detected. Azimuths in degrees, 0 to
// 360, on the scale of the mast; times in seconds. What is missing, of a wrong type or out of range throws an Error
// that names file, field and value. Any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aim/dwell.h"
#include "platform/file_system.h"

namespace boresight::survey {

struct SweepStop {
    double time_s = 0;  // middle of the dwell
    double dwell_s = 0;
    double azimuth_deg = 0;
    bool b = false;                  // the second of two polarizations
    std::vector<aim::Blocks> cells;  // in dBm
};

struct SweepFile {
    enum class Kind { sweep, polarization };

    Kind kind = Kind::sweep;
    std::string name;
    double block_s = 0;
    double limit_dbm = 0;                     // the level at which half of the blocks are detected
    std::optional<double> beamwidth_deg;      // of a sweep: half-power width in the antenna's profile
    std::optional<double> azimuth_sigma_deg;  // of a sweep: random error of setting the antenna
    std::vector<SweepStop> stops;             // in the order of time; at least one

    std::size_t cells() const { return stops.front().cells.size(); }
};

// `file` is the name for Errors.
SweepFile parse_sweep(std::string_view text, const std::string& file);

SweepFile read_sweep(FileSystem& files, const std::filesystem::path& path);

}  // namespace boresight::survey
