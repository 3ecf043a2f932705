// SPDX-License-Identifier: GPL-3.0-or-later
// From the blocks of a cell to one reading a dwell. A block is 100 ms or so of the cell's pilot power, in dBm or any
// decibel scale that is kept through a session; a block in which the cell wasn't detected has none. Powers are averaged
// in watts; the sigma is that of the mean, from the spread between blocks and their correlation in time, pooled over
// all dwells of the cell. It is a lower bound: what stands still during a dwell shows no spread within it.
// Pure; nothing fails.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace boresight::aim {

using Blocks = std::vector<std::optional<double>>;  // level of each block, in dB

enum class ReadingKind {
    full,      // detected in at least 90 % of the blocks
    partial,   // in 10 to 90 %: the share itself tells the level, since the mean of what was detected is too high
    censored,  // below: all that is known is that the level lies under the limit
};

struct Reading {
    ReadingKind kind = ReadingKind::censored;
    double level_db = 0;  // censored: the limit that it lies under
    double sigma_db = 0;
    double detected_share = 0;
    double independent_blocks = 0;  // how many independent blocks the mean is worth; 0 unless full

    bool detected() const { return kind != ReadingKind::censored; }
};

struct CellReadings {
    std::vector<Reading> readings;  // one a dwell
    double correlation_blocks = 1;  // blocks that one independent block takes (integrated correlation time)
};

// `limit_db` is the level at which half of the blocks are detected.
CellReadings read_dwells(std::span<const Blocks> dwells, double limit_db);

}  // namespace boresight::aim
