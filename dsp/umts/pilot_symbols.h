// SPDX-License-Identifier: GPL-3.0-or-later
// CPICH symbols (TS 25.211 5.3.3.1): 256 chips each, under any scrambling code, at one alignment and beside it. All of
// them are the same where there is a pilot. One object belongs to one thread; it allocates where samples are more than
// any before.
#pragma once

#include <span>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"
#include "dsp/umts/alignment.h"

namespace boresight::dsp::umts {

constexpr std::size_t symbols_per_slot = slot_chips / pilot_chips;
constexpr std::size_t symbols_per_frame = slots_per_frame * symbols_per_slot;
constexpr double symbol_rate_hz = chip_rate_hz / pilot_chips;
constexpr int most_lag = 8;  // samples

class PilotSymbols {
public:
    // Frames begin at alignment.frame_start, or whole frames before or after. From the first whole symbol on.
    void load(IqSpan matched, const Alignment& alignment);

    std::size_t count() const { return count_; }
    std::size_t first() const { return first_; }         // the first one's number in its frame
    double first_place() const { return first_place_; }  // of its first chip, in matched samples
    double chip_power() const { return chip_power_; }

    // `lag`: matched samples later, at most most_lag either way. Valid until the next call.
    std::span<const Sample> despread(const IqBuffer& code, int lag = 0);

private:
    IqBuffer steady_;
    std::vector<Sample> even_, odd_;  // samples of each chip
    std::vector<Sample> symbols_;
    std::size_t count_ = 0, first_ = 0;
    double first_place_ = 0, chip_power_ = 0;
};

}  // namespace boresight::dsp::umts
