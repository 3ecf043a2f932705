// SPDX-License-Identifier: GPL-3.0-or-later
// The blocks within a message of system information, TS 36.331 6.3.1: each function takes one from the reader, with its
// extensions, and leaves it behind the block. Whether the fields were sound, the reader says. Pure.
#pragma once

#include <vector>

#include "dsp/asn1/per_reader.h"
#include "dsp/lte/si_message.h"

namespace boresight::dsp::lte {

using asn1::PerReader;

Sib2 read_sib2(PerReader& in);
std::vector<NeighbourCarrier> read_sib5(PerReader& in);

// A block of that kind is passed over; false where its structure isn't known here.
bool pass_sib(PerReader& in, int kind);

// Elements that several blocks have: TS 36.331 6.3.4.
constexpr std::array<int, 6> bandwidths_rb{6, 15, 25, 50, 75, 100};
void pass_scale_factors(PerReader& in);  // SpeedStateScaleFactors
void pass_cell_ranges(PerReader& in);    // lists of excluded cells
constexpr int cell_bits = 9;             // PhysCellId
constexpr int offset_bits = 5;           // Q-OffsetRange

}  // namespace boresight::dsp::lte
