// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the data of a sweep, and what mends it: each trouble as a value that names the dwells and the cell
// it is about. It says nothing of where to point; the words are others'. Levels in dB, times in seconds. Pure; nothing
// fails.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "aim/dwell.h"
#include "aim/fit.h"

namespace boresight::aim {

enum class Trouble {
    overload,           // samples at full scale: the dwell isn't used; amount: their share
    gain_changed,       // the gain was set anew: levels are corrected; amount: by how much, dB
    noise_moved,        // the noise floor moved though the gain stayed; amount: dB
    receiver_stepped,   // all cells moved by the same from this dwell on; amount: dB
    cell_stepped,       // one cell alone changed its power from this dwell on; amount: dB
    reference_differs,  // a second visit to an azimuth differs more than it may; amount: dB, the later less the earlier
    unsteady,       // the level moves faster than the model of drift knows; amount: dB that a second visit differs by
    inconsistent,   // too many dwells don't fit the others
    marks_worse,    // the antenna was set less well than stated; amount: how many times worse
    dwell_short,    // fading is slower than the dwell; amount: seconds that a dwell should last
    second_path,    // a second path is sure
    paths_in_beam,  // two paths may share the beam: the bearing is a compromise, not the tower's direction
};

enum class Remedy {
    none,
    lower_gain,        // by 6 dB, and repeat the sweep from the reference on
    repeat_reference,  // one more dwell at the reference decides
    repeat_dwells,     // those named
    longer_dwell,      // as long as the amount says
    check_marks,
};

struct Diagnosis {
    Trouble trouble = Trouble::overload;
    Remedy remedy = Remedy::none;
    std::vector<std::size_t> stops = {};   // dwells that it names, by their place in the sweep
    std::optional<std::size_t> cell = {};  // nothing: all of them
    double amount = 0;
};

// What the receiver said of itself in one dwell.
struct DwellHealth {
    bool overloaded = false;
    double clipped_share = 0;
    std::optional<double> gain_db;
    std::optional<double> noise_dbfs;  // per resource element, in the quietest look
};

struct SweepEvidence {
    std::span<const Stop> stops;
    std::span<const DwellHealth> health;           // one a stop, or none at all
    std::span<const CellReadings> cells;           // readings of all cells at all stops
    std::span<const std::optional<CellFit>> fits;  // one a cell, or none at all
    // Of each cell the stops that its fit counts by, by their place in `stops`; none at all: the same.
    std::span<const std::vector<std::size_t>> fit_stops = {};
    double dwell_s = 0;
};

// The worst first; empty where nothing is wrong.
std::vector<Diagnosis> diagnose(const SweepEvidence& evidence);

}  // namespace boresight::aim
