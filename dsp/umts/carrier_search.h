// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the cells of one carrier in its matched samples: slots by the primary code, frames and groups by the secondary
// ones, identities by the pilot (TS 25.214 Annex C). Many candidates are carried to the pilot, which alone decides. One
// object belongs to one thread.
#pragma once

#include <array>
#include <vector>

#include "dsp/umts/cell.h"
#include "dsp/umts/frame_sync.h"
#include "dsp/umts/pilot_check.h"
#include "dsp/umts/pilot_fit.h"
#include "dsp/umts/psch_search.h"

namespace boresight::dsp::umts {

struct AssuredCell {
    PilotFit fit;
    double pilot_metric = 0;

    const Alignment& alignment() const { return fit.alignment; }
};

class CarrierSearch {
public:
    // Strongest pilot first. What failed is counted and listed in `result`, whose cells stay as they are; its offsets
    // are those in the matched samples plus carrier_hz.
    std::vector<AssuredCell> search(IqSpan matched, const PschSettings& settings, double carrier_hz,
                                    SearchResult& result);

private:
    std::vector<FrameCandidate> frames(IqSpan matched, const PschSettings& settings, double carrier_hz,
                                       SearchResult& result);
    const std::array<IqBuffer, codes_per_group>& codes_of(int group);
    bool glance(IqSpan matched, const FrameCandidate& candidate);
    void check(IqSpan matched, const FrameCandidate& candidate, double carrier_hz, std::vector<AssuredCell>& cells,
               SearchResult& result);

    PschSearch psch_;
    FrameSync sync_;
    PilotSymbols symbols_;
    PilotCheck pilot_;
    std::array<IqBuffer, codes_per_group> codes_;  // the last ones
    int group_of_codes_ = -1;
};

// Whether two alignments are paths of one cell.
bool same_cell(const Alignment& a, const Alignment& b);

// Brings frame_start to the first whole frame.
void to_first_frame(Alignment& alignment);

}  // namespace boresight::dsp::umts
