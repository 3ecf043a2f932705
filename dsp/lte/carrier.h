// SPDX-License-Identifier: GPL-3.0-or-later
// Everything on one carrier once a first cell may be there: confirms it, finds the others on the same carrier (same
// site or not, same frame timing or not), reads their MIBs and measures them. What a cell is known to send is taken out
// of the samples before weaker ones are looked for and measured. One object belongs to one thread.
#pragma once

#include <vector>

#include "dsp/lte/cell.h"
#include "dsp/lte/crs.h"
#include "dsp/lte/crs_check.h"
#include "dsp/lte/pbch_receiver.h"
#include "dsp/lte/refine.h"
#include "dsp/lte/replica.h"
#include "dsp/lte/sss.h"

namespace boresight::dsp::lte {

class CarrierSurvey {
public:
    CarrierSurvey(PssSearch& pss, SssDetector& sss, SymbolReader& reader);

    // Starts a carrier: is the cell of this candidate there? The offset may be wrong by `reach_hz`. Samples at 1.92
    // MS/s are kept by the caller until the next start. Counts in `result` why not.
    bool confirm(IqSpan samples, const SyncCandidate& candidate, double reach_hz, SearchResult& result);

    // Of the cell confirmed, in the samples given.
    double offset_hz() const { return heard_.front().alignment.cfo_hz; }

    // Looks for more cells with the offset and clock of the first, reads MIBs, takes the cells heard out of the samples
    // to find weaker ones and to measure each by itself. Further cells stay only with their MIB and where two disjoint
    // halves of the samples both show their reference signals; the first with its MIB or so shown.
    void survey(SearchResult& result);

    // What survey() left, in the order found; sample counts and offsets are those of the samples given.
    const std::vector<Cell>& cells() const { return cells_; }

private:
    // A cell that may be there.
    struct Heard {
        Cell cell{};
        Alignment alignment{};
        std::vector<double> taps;  // from the alignment
        double snr = 0;
        IqBuffer replica{};  // empty: not taken out
    };

    CrsEvidence first_check(IqSpan view, const SyncCandidate& candidate, double reach_hz, const CrsDemand& demand);
    bool settle(IqSpan view, const SyncCandidate& candidate, double reach_hz, SearchResult& result);
    void find_neighbours(IqSpan view, SearchResult& result);
    void read_mib(IqSpan view, Heard& heard);
    void drop_unread();
    bool worth_taking_out(const Heard& heard) const;
    IqSpan without_others(const Heard& heard);
    void take_out();
    void uncover(SearchResult& result);
    CrsEvidence weaker_half(const std::vector<double>& taps);
    bool assured(Heard& heard, bool first, SearchResult& result);
    void fill_levels(Heard& heard);

    PssSearch& pss_;
    SssDetector& sss_;
    SymbolReader& reader_;
    CrsCheck check_;
    CrsGrid grid_, received_;
    PbchReceiver pbch_;
    PbchDecoder pbch_decoder_{wrong_mib_rate / 2};  // asked twice
    ReplicaMaker replicas_;
    IqSpan samples_;
    IqBuffer rest_, view_;  // the samples without all cells taken out, and without all but one
    std::vector<Heard> heard_;
    std::vector<Cell> cells_;
};

}  // namespace boresight::dsp::lte
