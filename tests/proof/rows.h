// SPDX-License-Identifier: GPL-3.0-or-later
// The table of proof: each row a scenario, a kind of run and what is required of it. Runs are numbers once they are
// done, so that they can be kept in a file and judged later. Nothing fails; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/proof/figure.h"
#include "tests/proof/records.h"

namespace boresight::proof {

struct Row {
    std::string name, words;
    std::size_t runs = 0;    // of a full proof
    bool quick = false;      // part of a quick one
    double seconds = 0;      // a run takes on one core of the machine it was measured on
    std::string sessions;    // rows of the same sessions share their runs
    std::uint64_t seed = 0;  // of the first run
    std::function<Record(std::uint64_t seed)> run;
    std::function<std::vector<Figure>(const std::vector<Record>& runs)> figures;
};

std::vector<Row> all_rows();

}  // namespace boresight::proof
