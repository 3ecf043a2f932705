// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the UMTS FDD cells in a block of samples, measures them and reads what their broadcast channel holds. All 512
// primary scrambling codes, any carrier offset in the window. A value with its own scratch memory: it allocates in the
// constructor and when a block is longer than any before, and belongs to one thread. Nothing here reads files, clocks
// or devices.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "dsp/core/iq.h"
#include "dsp/umts/cell.h"
#include "dsp/umts/psch_search.h"

namespace boresight::dsp::umts {

constexpr double least_rate_hz = 1.92e6;

// Where the middle of a carrier may lie, relative to the centre of the block. Both 0: everywhere that the capture holds
// half of a carrier's band.
struct SearchWindow {
    double low_hz = 0;
    double high_hz = 0;
    double center_frequency_hz = 0;        // of the block; ties clock error to carrier offset; 0: unknown
    double carrier_hz = 0;                 // where the carrier would lie without clock error: what the tie counts from
    std::optional<double> clock_ppm = {};  // known to a few ppm: nothing else is tried
    std::optional<Crystal> crystal = {};   // of a radio: no other clock is tried
    // Of many places: half the time, for 0.3 dB less; cells are looked for in the first 100 ms alone.
    bool quick = false;
    bool by_pilots = true;  // also for what lies too far under a found cell to show by synchronization
};

class Receiver {
public:
    // The rate of the blocks: least_rate_hz or more.
    explicit Receiver(double sample_rate_hz);
    ~Receiver();
    Receiver(Receiver&&) noexcept;
    Receiver& operator=(Receiver&&) noexcept;

    // `progress` is told the share done (0..1) and answers whether to go on; stopped early, what was found is returned.
    using Progress = std::function<bool(double)>;
    SearchResult search(IqSpan block, const SearchWindow& window, const Progress& progress = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::dsp::umts
