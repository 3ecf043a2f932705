// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/cell_reader.h"

namespace boresight::dsp::umts {

struct CellReader::State {
    CaptureBand band;
};

CellReader::CellReader(const CaptureBand& band) : state_(std::make_unique<State>(State{band})) {}
CellReader::~CellReader() = default;
CellReader::CellReader(CellReader&&) noexcept = default;
CellReader& CellReader::operator=(CellReader&&) noexcept = default;

std::optional<Cell> CellReader::read(IqSpan matched, const Alignment& alignment, Depth depth) {
    return read(matched, matched, alignment, depth);
}

std::optional<Cell> CellReader::read(IqSpan, IqSpan, const Alignment& alignment, Depth) {
    Cell cell;
    cell.psc = alignment.psc;
    cell.frame_start_sample = alignment.frame_start * state_->band.rate_hz / matched_rate_hz;
    cell.cfo_hz = state_->band.carrier_hz + alignment.cfo_hz;
    cell.clock_ppm = alignment.clock_ppm;
    cell.paths = {Path{}};
    cell.band_loss_db = band_loss_db(state_->band);
    return cell;
}

}  // namespace boresight::dsp::umts
