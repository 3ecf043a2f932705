// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the cells of a carrier that lie under those already found, by their pilots alone, once the strong ones have
// been taken out of the samples. One object belongs to one thread.
#pragma once

#include <vector>

#include "dsp/umts/carrier_search.h"
#include "dsp/umts/cell_remover.h"
#include "dsp/umts/pilot_search.h"

namespace boresight::dsp::umts {

class FurtherCells {
public:
    // Adds to `cells`, of which there is one at least, the strongest first; `half_width_hz`: what the matched samples
    // hold of the carrier.
    void search(IqSpan matched, double half_width_hz, std::vector<AssuredCell>& cells,
                const PilotSearch::Progress& progress = {});

    // The matched samples of the last search without the strong cells: those that were added are read from these.
    IqSpan cleaned() const { return cleaned_; }

private:
    void remove_strong(IqSpan matched, const Alignment& reference, const std::vector<AssuredCell>& cells,
                       const std::vector<Alignment>& places);

    PilotSearch pilots_;
    CellRemover remover_;
    PilotSymbols symbols_;
    IqBuffer steady_, removed_, cleaned_;
};

}  // namespace boresight::dsp::umts
