// SPDX-License-Identifier: GPL-3.0-or-later
// Everything on one carrier once a first cell may be there: confirms it, finds the others on the same carrier (same
// site or not, same frame timing or not), reads their MIBs and measures them. One object belongs to one thread.
#pragma once

#include <vector>

#include "dsp/lte/cell.h"
#include "dsp/lte/crs.h"
#include "dsp/lte/crs_check.h"
#include "dsp/lte/pbch_receiver.h"
#include "dsp/lte/refine.h"
#include "dsp/lte/sss.h"

namespace boresight::dsp::lte {

class CarrierSurvey {
public:
    CarrierSurvey(PssSearch& pss, SssDetector& sss, SymbolReader& reader);

    // Starts a carrier: is the cell of this candidate there? The offset may be wrong by `reach_hz`. Samples at 1.92
    // MS/s are kept by the caller until the next start. Counts in `result` why not.
    bool confirm(IqSpan samples, const SyncCandidate& candidate, double reach_hz, SearchResult& result);

    // Looks for more cells, with the offset and clock of the first.
    void find_neighbours(SearchResult& result);

    // Fills in levels and MIBs. The first cell stays without a MIB only if either half of the samples shows it too,
    // further ones not at all.
    void decode_and_measure(SearchResult& result);

    // Strongest evidence first; sample counts and offsets are those of the samples given.
    const std::vector<Cell>& cells() const { return cells_; }

private:
    bool settle(const SyncCandidate& candidate, double reach_hz, SearchResult& result);
    CrsEvidence weaker_half(const std::vector<double>& taps);
    void fill_levels(Cell& cell, const Levels& levels) const;

    PssSearch& pss_;
    SssDetector& sss_;
    SymbolReader& reader_;
    CrsCheck check_;
    CrsGrid grid_;
    PbchReceiver pbch_;
    PbchDecoder pbch_decoder_;
    IqSpan samples_;
    std::vector<Alignment> alignments_;
    std::vector<std::vector<double>> taps_;  // of each cell, from its alignment
    std::vector<Cell> cells_;
};

}  // namespace boresight::dsp::lte
