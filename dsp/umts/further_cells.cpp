// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/further_cells.h"

#include <algorithm>

#include "dsp/umts/steady.h"

namespace boresight::dsp::umts {

void FurtherCells::search(IqSpan matched, double half_width_hz, std::vector<AssuredCell>& cells,
                          const PilotSearch::Progress& progress) {
    const Alignment reference = cells.front().alignment();
    const double spacing = 1 + reference.clock_ppm * 1e-6;
    make_steady(matched, 0, reference.cfo_hz, reference.clock_ppm,
                static_cast<std::size_t>(static_cast<double>(matched.size()) / spacing), steady_);
    std::vector<int> known;
    for (const AssuredCell& cell : cells) known.push_back(cell.alignment().psc);
    for (const PilotFind& find : pilots_.search(steady_, half_width_hz, known, progress)) {
        const Alignment near{.psc = find.psc,
                             .frame_start = find.frame_start * spacing,
                             .cfo_hz = reference.cfo_hz + find.cfo_hz,
                             .clock_ppm = reference.clock_ppm};
        PilotFit fit = fit_pilot(matched, near, scrambling_code(find.psc), Clock::kept, symbols_);
        to_first_frame(fit.alignment);
        fit.clock_sigma_ppm = cells.front().fit.clock_sigma_ppm;
        cells.push_back({fit, find.metric});
    }
}

}  // namespace boresight::dsp::umts
