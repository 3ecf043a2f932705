// SPDX-License-Identifier: GPL-3.0-or-later
// How surely soft bits agree with a codeword: the chance that a codeword chosen without regard to them would agree as
// well, that is, that their sum with random signs would reach the sum found. Times the number of codewords that could
// have been found, it is an upper bound for the number that noise alone brings. Saddle-point approximation (Lugannani
// and Rice's leading term), right to some tens of percent down to any chance; where all soft bits are of one size, up
// to a factor of 3 low. Safe in any thread.
#pragma once

#include <span>

namespace boresight::dsp::fec {

// The natural logarithm of the chance that the sum of the soft bits with random signs is at least `sum`.
double log_chance(std::span<const float> soft, double sum);

// The sum whose log_chance is `log_chance` (below -3), quickly and to about 1 %, rather too low than too high.
float sum_of_chance(std::span<const float> soft, double log_chance);

}  // namespace boresight::dsp::fec
