// SPDX-License-Identifier: GPL-3.0-or-later
// The curves that were measured, kept as a small CSV file (row, level, trials, found, MIBs right, false cells, wrong
// MIBs; then errors of RSRP and SINR), and the question whether new trials still agree with them. A file that can't be
// read or written is an Error.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/sensitivity/outcome.h"

namespace boresight::sensitivity {

struct Curve {
    std::string row;
    std::vector<Tally> levels;
};

std::vector<Curve> read_curves(const std::filesystem::path& file);

// Puts these in the place of the file's own of the same row.
void store_curves(const std::filesystem::path& file, const std::vector<Curve>& measured);

// The probability that of `trials` at most `hits` come out, where each does with probability `share`.
double at_most_by_chance(int hits, int trials, double share);

}  // namespace boresight::sensitivity
