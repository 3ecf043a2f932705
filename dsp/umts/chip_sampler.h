// SPDX-License-Identifier: GPL-3.0-or-later
// Brings matched samples to one sample a chip of a cell: at any place between them, along the cell's clock, its carrier
// offset taken out. What lies outside the samples reads as zero. Allocates in the constructor; one thread.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/umts/alignment.h"

namespace boresight::dsp::umts {

// Of a chip that is counted from chip 0 of the alignment's frame; in matched samples.
double chip_position(const Alignment& alignment, double chip);

// Pieces of a frame (slots, half slots) that lie wholly inside `size` samples with so many chips before and behind
// them: number 0 begins with the alignment's frame.
struct PieceRange {
    std::ptrdiff_t first = 0;
    std::size_t count = 0;
};
PieceRange whole_pieces(std::size_t size, const Alignment& alignment, std::size_t chips, double before, double behind);

// Of a piece, counted from that with the frame's beginning; a frame has `pieces` of them.
constexpr std::size_t place_in_frame(std::ptrdiff_t number, std::size_t pieces) {
    const auto each = static_cast<std::ptrdiff_t>(pieces);
    return static_cast<std::size_t>((number % each + each) % each);
}

class ChipSampler {
public:
    ChipSampler();

    // out[k] at chip `first` + k, for `count` chips.
    void sample(IqSpan matched, const Alignment& alignment, double first, std::size_t count, Sample* out);

private:
    static constexpr std::size_t phases_ = 64, piece_ = pilot_chips;  // in a piece the clock's drift is nothing

    void sample_piece(IqSpan matched, double position, std::size_t count, Sample* out);

    std::size_t reach_ = 0;                               // in samples, to either side
    std::array<std::vector<float>, phases_> taps_;        // by how far behind a sample the place lies
    std::array<IqBuffer, samples_per_chip> interleaved_;  // samples of one piece, every other
};

}  // namespace boresight::dsp::umts
