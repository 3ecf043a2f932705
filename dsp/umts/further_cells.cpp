// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/further_cells.h"

#include <algorithm>
#include <cmath>

#include "dsp/umts/steady.h"

namespace boresight::dsp::umts {

namespace {

constexpr std::size_t most_removed = 4;
constexpr double least_removed_ecno_db = -18;  // what weaker ones send alike in every frame is lost in the noise

bool is_strong(const AssuredCell& cell) {
    const double symbols = block_symbols * pilot_chips;
    return cell.pilot_metric - 1 > symbols * std::pow(10, least_removed_ecno_db / 10);
}

}  // namespace

void FurtherCells::remove_strong(IqSpan matched, const Alignment& reference, const std::vector<AssuredCell>& cells,
                                 const std::vector<Alignment>& places) {
    if (!is_strong(cells.front())) {
        cleaned_.assign(matched.begin(), matched.end());
        return;
    }
    removed_ = steady_;
    for (std::size_t i = 0; i < std::min(cells.size(), most_removed) && is_strong(cells[i]); ++i)
        remover_.remove(steady_, places[i]);
    for (std::size_t n = 0; n < removed_.size(); ++n) removed_[n] -= steady_[n];
    const double spacing = 1 + reference.clock_ppm * 1e-6;
    make_steady(removed_, 0, -reference.cfo_hz * spacing, (1 / spacing - 1) * 1e6, matched.size(), cleaned_);
    for (std::size_t n = 0; n < matched.size(); ++n) cleaned_[n] = matched[n] - cleaned_[n];
}

void FurtherCells::search(IqSpan matched, double half_width_hz, std::vector<AssuredCell>& cells,
                          const PilotSearch::Progress& progress) {
    const Alignment reference = cells.front().alignment();
    const double spacing = 1 + reference.clock_ppm * 1e-6;
    make_steady(matched, 0, reference.cfo_hz, reference.clock_ppm,
                static_cast<std::size_t>(static_cast<double>(matched.size()) / spacing), steady_);
    std::vector<Alignment> known;
    for (const AssuredCell& cell : cells)
        known.push_back({.psc = cell.alignment().psc,
                         .frame_start = cell.alignment().frame_start / spacing,
                         .cfo_hz = cell.alignment().cfo_hz - reference.cfo_hz});
    remove_strong(matched, reference, cells, known);
    for (const PilotFind& find : pilots_.search(steady_, half_width_hz, known, progress)) {
        const Alignment near{.psc = find.psc,
                             .frame_start = find.frame_start * spacing,
                             .cfo_hz = reference.cfo_hz + find.cfo_hz,
                             .clock_ppm = reference.clock_ppm};
        PilotFit fit = fit_pilot(cleaned_, near, scrambling_code(find.psc), Clock::kept, symbols_);
        to_first_frame(fit.alignment);
        fit.clock_sigma_ppm = cells.front().fit.clock_sigma_ppm;
        cells.push_back({fit, find.metric});
    }
}

}  // namespace boresight::dsp::umts
