// SPDX-License-Identifier: GPL-3.0-or-later
// Axes of pictures: where the ticks lie and what they say, in steps of 1, 2 or 5 times a power of ten. Pure;
// any thread.
#pragma once

#include <string>
#include <vector>

namespace boresight::report {

struct Tick {
    double value = 0;
    std::string text;
};

// At most `most` ticks within [low, high], with the decimals that the step needs.
std::vector<Tick> ticks_between(double low, double high, int most);

}  // namespace boresight::report
