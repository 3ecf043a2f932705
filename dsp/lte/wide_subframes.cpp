// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/wide_subframes.h"

#include <cmath>

namespace boresight::dsp::lte {

namespace {

constexpr double flat_share = 0.40;  // of a capture's rate, either side of its middle
constexpr double resource_block_hz = 180e3;

}  // namespace

int n_rb_seen(const Cell& cell, double rate_hz) {
    const double reach_hz = flat_share * rate_hz - std::abs(cell.cfo_hz);
    const int most = 2 * static_cast<int>(std::floor(reach_hz / resource_block_hz));
    return 2 * reach_hz >= cell.mib->n_rb_dl * resource_block_hz ? cell.mib->n_rb_dl : most;
}

}  // namespace boresight::dsp::lte
