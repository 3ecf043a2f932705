// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of one site as one series of readings: what a stop adds and what a cell adds are told apart (in dB), and
// the stops' part is fitted as if it were one cell. Cells of one site share the errors of setting the antenna, so
// fitting each and multiplying would be too sure. Pure; nothing fails.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "aim/dwell.h"

namespace boresight::aim {

struct PooledSite {
    std::vector<Reading> readings;  // one a stop, on the level of the cell that was heard at most stops
    // By how much each cell lies above that; nothing for a cell that was heard at too few stops, or at other stops than
    // the rest: it isn't part of the readings.
    std::vector<std::optional<double>> offset_db;
};

// Readings of each cell, as many as stops. With no cell heard often enough the readings are those of the first cell.
PooledSite pool_site(std::span<const std::vector<Reading>> cells);

}  // namespace boresight::aim
