// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the trials of a row that aren't done yet, on several threads, each with a receiver of its own, and appends each
// to the row's file at once. Says beforehand on stderr how long it takes. Files that can't be used are Errors.
#pragma once

#include <filesystem>

#include "tests/sensitivity/curves.h"
#include "tests/sensitivity/rows.h"

namespace boresight::sensitivity {

struct RunOptions {
    std::filesystem::path captures, trials_folder;
    unsigned threads = 1;
    int trials = 0;  // a level
};

Curve measure(const Row& row, const RunOptions& options);

// The first trials of one level, kept nowhere.
Tally a_few(const Row& row, double level_db, int trials, const std::filesystem::path& captures);

}  // namespace boresight::sensitivity
