// SPDX-License-Identifier: GPL-3.0-or-later
// How fast a radio's crystal is, from where it shows the carriers of several cells, looked at once or again and again.
// Clocks in ppm: true rate = nominal * (1 + clock_ppm * 1e-6), a fast crystal shows carriers too low. A crystal that
// warms up drifts; one slope is fitted to all cells. Base stations are exact to 0.05 ppm (wide area), 0.1 (local area)
// or 0.25 (home; TS 36.104 6.5.1): a cell that is off the others by more than that and its own noise allow is named
// and left out, and one station alone, which may be any of these, makes the result less sure. Sigmas are standard
// uncertainties. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace boresight::survey {

// One cell in one look.
struct ClockSighting {
    double frequency_hz = 0;  // of its carrier
    int pci = 0;
    double time_s = 0;  // any origin
    double clock_ppm = 0;
    double sigma_ppm = 0;  // of noise
};

struct CellClock {
    double frequency_hz = 0;
    int pci = 0;
    int looks = 0;
    double clock_ppm = 0;  // at the end of the looks
    double sigma_ppm = 0;  // of noise
    bool left_out = false;
    double off_ppm = 0;  // from the mean of the others
};

enum class ClockAgreement {
    several,   // stations agree
    alone,     // one station, which nothing confirms
    disputed,  // two stations, or as many again, that differ by more than they may
};

struct ClockEstimate {
    double clock_ppm = 0;  // at the end of the looks
    double sigma_ppm = 0;  // with what base stations may be off
    ClockAgreement agreement = ClockAgreement::alone;
    int stations = 0;              // that it rests on; cells of one physical cell group are taken for one station
    std::vector<CellClock> cells;  // by frequency and PCI
    std::optional<double> drift_ppm_per_min, drift_sigma_ppm_per_min;  // where there were looks apart in time

    // By more than it may be by chance, and so fast that it matters within minutes.
    bool drifts() const;
};

// Nothing without sightings.
std::optional<ClockEstimate> estimate_clock(std::span<const ClockSighting> sightings);

// A clock as it is known, with its standard uncertainty.
struct KnownClock {
    double clock_ppm = 0;
    double sigma_ppm = 0;
};

// With what was found before, which temperature has moved since by some tenths of a ppm. Where the two differ by more
// than that explains, the fresh one alone.
struct CombinedClock {
    KnownClock clock;
    bool moved = false;
};
CombinedClock combine(const KnownClock& fresh, const KnownClock& earlier);

}  // namespace boresight::survey
