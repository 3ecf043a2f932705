// SPDX-License-Identifier: GPL-3.0-or-later
// The table of proof: each row a scenario, a kind of run and what is required of it. Nothing fails; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/proof/figure.h"

namespace boresight::proof {

// Calls run(k) for k from 0 to n - 1, in any order and from several threads.
using ForEachRun = std::function<void(std::size_t n, const std::function<void(std::size_t)>& run)>;

struct Row {
    std::string name, words;
    std::size_t runs = 0;  // of a full proof
    bool quick = false;    // part of a quick one
    // `shift` is added to every seed: other sessions of the same kind.
    std::function<std::vector<Figure>(std::size_t runs, std::uint64_t shift, const ForEachRun& each)> measure;
};

std::vector<Row> all_rows();

}  // namespace boresight::proof
