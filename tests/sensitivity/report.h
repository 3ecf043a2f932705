// SPDX-License-Identifier: GPL-3.0-or-later
// A row's curve as text: shares with their Wilson intervals, errors beside their stated sigma, what is required and
// what others reach. Nothing fails.
#pragma once

#include "tests/sensitivity/curves.h"
#include "tests/sensitivity/rows.h"

namespace boresight::sensitivity {

// Of a share: Wilson's bound, 0..1.
double lower_bound(int hits, int trials);

// Whether every requirement of the row holds. Prints on stdout.
bool print(const Row& row, const Curve& curve);

}  // namespace boresight::sensitivity
