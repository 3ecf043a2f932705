// SPDX-License-Identifier: GPL-3.0-or-later
// What a scan of the tree farm finds of the cell that its antenna is aimed by, without scanning: 10 MHz at 739 MHz
// (EARFCN 5110), PCI 357, heard by a radio whose clock is 18 ppm fast.
#pragma once

#include "survey/carrier_names.h"
#include "survey/scan.h"

namespace boresight::tests {

inline survey::ScanCell tree_farm_cell() {
    constexpr double frequency_hz = 739e6, radio_ppm = 18;
    survey::ScanCell found;
    found.frequency_hz = frequency_hz;
    found.carriers = survey::carrier_names(frequency_hz, dsp::lte::Duplex::fdd);
    found.cell.pci = 357;
    found.cell.mib = dsp::lte::Mib{.n_rb_dl = 50, .ports = 2};
    found.cell.cfo_hz = -radio_ppm * 1e-6 * frequency_hz;
    return found;
}

}  // namespace boresight::tests
