// SPDX-License-Identifier: GPL-3.0-or-later
// Tells when a radio has settled after a retune or a change of gain, from the powers and means (DC) of pieces of half a
// millisecond. It has when for 5 ms no beginning has another power or DC than the rest, within what the pieces scatter:
// a transient drifts and scatters little, traffic of LTE scatters much and doesn't drift. A carrier that is on and off
// in turn (TDD) has settled when 5 ms repeat what was 5 or 10 ms before. After 100 ms it is taken as settled. Powers
// are linear, of full scale 1. One object, one thread.
#pragma once

#include <complex>
#include <cstddef>
#include <deque>

#include "dsp/core/iq.h"

namespace boresight::radio {

class SettlingWatch {
public:
    static constexpr double piece_s = 0.0005;
    static constexpr std::size_t window_pieces = 10;  // 5 ms
    static constexpr std::size_t most_pieces = 200;   // 100 ms

    void restart();
    void add(dsp::IqSpan piece);

    // The last `window_pieces` pieces are the air's; those before them aren't.
    bool settled() const;
    bool gave_up() const { return seen_ >= most_pieces; }
    std::size_t seen() const { return seen_; }

private:
    bool steady() const;
    bool repeats(std::size_t earlier) const;

    std::deque<double> power_db_;
    std::deque<std::complex<double>> mean_;  // relative to the amplitude
    std::size_t seen_ = 0;
};

}  // namespace boresight::radio
