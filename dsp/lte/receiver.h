// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the LTE cells in a block of samples, reads their MIBs (and SIB1 where the block holds the whole carrier) and
// measures them. FDD and TDD, both cyclic prefixes,
// all 504 identities, any carrier offset in a window that may be as wide as the capture; a wider capture than 1.92 MS/s
// is searched carrier by carrier. A value with its own scratch memory: it allocates in the constructor and when a
// block is longer than any before, and belongs to one thread. Nothing here reads files, clocks or devices.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "dsp/core/iq.h"
#include "dsp/lte/cell.h"

namespace boresight::dsp::lte {

// Where to look, relative to the centre of the block. Both 0: everywhere that six resource blocks fit in the capture.
struct SearchWindow {
    double low_hz = 0;
    double high_hz = 0;
    double center_frequency_hz = 0;        // of the block; ties clock error to carrier offset; 0: unknown
    double carrier_hz = 0;                 // where the carrier would lie without clock error: what the tie counts from
    std::optional<double> clock_ppm = {};  // known to a few ppm: nothing else is tried
    double free_clock_ppm = 0;  // also try clocks up to this far off whatever the carrier's offset: recordings
};

class Receiver {
public:
    // The rate of the blocks: 1.92 MS/s or more.
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

}  // namespace boresight::dsp::lte
