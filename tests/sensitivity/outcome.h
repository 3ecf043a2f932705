// SPDX-License-Identifier: GPL-3.0-or-later
// What the receiver made of one trial, as one line of text; and how many of a level's trials came out how. A line cut
// short by an end of the program is no line. Times in processor seconds. Nothing fails; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsp/lte/cell.h"
#include "tests/sensitivity/trial.h"

namespace boresight::sensitivity {

enum class Read { none, right, wrong };

struct Outcome {
    double level_db = 0;
    int number = 0;  // of the trial
    bool found = false;
    Read mib = Read::none;
    int false_cells = 0, wrong_mibs = 0;
    // Of the cell found: what was said less the truth, and the standard error that was stated.
    double cfo_error_hz = 0, cfo_sigma_hz = 0;
    double rsrp_error_db = 0, rsrp_sigma_db = 0;
    double sinr_error_db = 0, sinr_sigma_db = 0;
    double cpu_s = 0;
};

Outcome judge(const Trial& trial, const dsp::lte::SearchResult& result);

std::string line_of(const Outcome& outcome);
std::optional<Outcome> outcome_of(std::string_view line);

// Errors of one kind of value over many trials.
struct Errors {
    double mean = 0, rms = 0;             // rms about 0
    double stated = 0;                    // quadratic mean of the stated sigmas
    double within_68 = 0, within_95 = 0;  // share within 0.994 and 1.960 stated sigmas
};

struct Tally {
    double level_db = 0;
    int trials = 0, found = 0, read = 0, false_cells = 0, wrong_mibs = 0;
    Errors cfo_hz{}, rsrp_db{}, sinr_db{};
    double cpu_s = 0;  // a trial, mean
};

Tally tally(double level_db, const std::vector<Outcome>& outcomes);

}  // namespace boresight::sensitivity
