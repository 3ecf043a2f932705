// SPDX-License-Identifier: GPL-3.0-or-later
// The synchronization signals of a cell on the 62 subcarriers around the carrier's centre, lowest first, each of
// magnitude 1. TS 36.211 6.11.
#pragma once

#include <array>
#include <complex>

namespace boresight::scene::lte {

constexpr int sync_subcarriers = 62;
using SyncSignal = std::array<std::complex<float>, sync_subcarriers>;

SyncSignal primary_sync(int pci);
SyncSignal secondary_sync(int pci, int subframe);  // of subframe 0 or 5

}  // namespace boresight::scene::lte
