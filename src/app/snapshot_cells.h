// SPDX-License-Identifier: GPL-3.0-or-later
// From what a scan found to what a front end shows of it. Pure; any thread.
#pragma once

#include <vector>

#include "app/snapshot.h"
#include "survey/scan.h"

namespace boresight::app {

std::vector<CellRow> cell_rows(const std::vector<survey::ScanCell>& cells);

// "PCI 357, band 12 (EARFCN 5110)"; without names, the frequency.
std::string cell_words(int pci, double frequency_hz, const std::vector<catalog::Carrier>& names);

}  // namespace boresight::app
