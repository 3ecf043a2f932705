// SPDX-License-Identifier: GPL-3.0-or-later
// Measures and reads a cell that was found: levels of P-CPICH over the whole band of 3.84 MHz, the paths on which it
// arrives, offset of frequency and clock, and the broadcast channel with its system information (TS 25.211 5.3.3, TS
// 25.215 5.1). Matched samples are those of alignment.h; a tone at the middle of the carrier has in them the amplitude
// that it has in the capture, and sample 0 is at the time of the capture's first. No sum is coherent for longer than a
// few slots, so the channel may fade. An object keeps scratch memory, belongs to one thread and serves any number of
// cells of one carrier; nothing fails.
#pragma once

#include <memory>
#include <optional>

#include "dsp/core/iq.h"
#include "dsp/umts/alignment.h"
#include "dsp/umts/capture_band.h"
#include "dsp/umts/cell.h"

namespace boresight::dsp::umts {

class CellReader {
public:
    explicit CellReader(const CaptureBand& band);
    ~CellReader();
    CellReader(CellReader&&) noexcept;
    CellReader& operator=(CellReader&&) noexcept;

    // How much of it: `levels` leaves out the broadcast channel.
    enum class Depth { levels, all };

    // Nothing where there's less than a frame and a slot, or no pilot of that cell after all.
    std::optional<Cell> read(IqSpan matched, const Alignment& alignment, Depth depth = Depth::all);

    // Of a cell whose stronger neighbours were taken out of `matched`: what is received in all is in `received`, the
    // same samples before that.
    std::optional<Cell> read(IqSpan matched, IqSpan received, const Alignment& alignment, Depth depth = Depth::all);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::dsp::umts
