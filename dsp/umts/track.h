// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps hold of a cell that is known already: a look of some 15 ms updates its levels and carrier offset. The pilot of
// the cell's scrambling code is looked for anew in each look, at every timing (TS 25.211 5.3.3.1: it repeats after a
// frame), so nothing hangs on the clock between looks; levels are those of cell_reader.h. Powers are of full scale, in
// the whole band of 3.84 MHz. One object is one cell and belongs to one thread; it allocates in the constructor and
// where a look is longer than any before. Nothing fails.
#pragma once

#include <optional>

#include "dsp/core/fft.h"
#include "dsp/umts/cell_reader.h"

namespace boresight::dsp::umts {

// The least Ec/No at which a look counts as "detected". Other cells' pilots under a wrong code stay below -28 dB.
constexpr double detection_ecno_db = -24;

struct KnownCell {
    int psc = 0;
    double cfo_hz = 0;  // in the matched samples
    double clock_ppm = 0;
};

struct TrackLook {
    bool measured = false;          // false: the look is shorter than a frame and a slot, and nothing is known
    double received_dbfs = 0;       // RSSI
    std::optional<Cell> cell = {};  // where it was detected: all but its broadcast channel
};

class Tracker {
public:
    Tracker(const KnownCell& cell, const CaptureBand& band);

    TrackLook look(IqSpan matched);

    // As it is known by now.
    const KnownCell& cell() const { return cell_; }

private:
    struct Peak {
        double metric = 0;  // power over the mean of all timings
        std::size_t lag = 0;
        double cfo_hz = 0;
    };

    Alignment find(IqSpan matched);
    void correlate(double cfo_hz, int bins, Peak& best);

    KnownCell cell_;
    CaptureBand band_;
    CellReader reader_;
    int missed_ = 0;  // looks in a row
    Fft forward_, inverse_;
    IqBuffer code_;  // conjugate spectrum of a frame at two samples a chip
    IqBuffer window_, spectrum_, product_, correlation_;
};

}  // namespace boresight::dsp::umts
