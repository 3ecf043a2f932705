// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the cells of a carrier that lie under those already found, by their pilots alone. One object belongs to one
// thread.
#pragma once

#include <vector>

#include "dsp/umts/carrier_search.h"
#include "dsp/umts/pilot_search.h"

namespace boresight::dsp::umts {

class FurtherCells {
public:
    // Adds to `cells`, of which there is one at least; `half_width_hz`: what the matched samples hold of the carrier.
    void search(IqSpan matched, double half_width_hz, std::vector<AssuredCell>& cells,
                const PilotSearch::Progress& progress = {});

private:
    PilotSearch pilots_;
    PilotSymbols symbols_;
    IqBuffer steady_;
};

}  // namespace boresight::dsp::umts
