// SPDX-License-Identifier: GPL-3.0-or-later
// What a front end may ask of the engine: small values, sent from any thread, done in the order they come. A command
// that makes no sense at the moment (a stop is confirmed where none is asked for) does nothing. Frequencies in Hz,
// gains in dB, azimuths in degrees on the scale of the sweep. Nothing of the engine is included.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "app/snapshot.h"

namespace boresight::app {

struct Listen {};  // begins to show the spectrum
struct TuneTo {
    double frequency_hz = 0;
};
struct SetGain {
    std::optional<double> gain_db;  // empty: the engine chooses
};

struct StartScan {};
struct StartAim {
    bool resume = false;  // the sweep that was broken off
};
struct CheckAim {};        // measures what the last sweep has promised, once the bolts are tight
struct AntennaIsThere {};  // at the stop that was asked for: measure now
struct SkipStop {};        // the antenna can't be turned there
struct StartAdvise {};
struct StopJob {
    JobKind kind = JobKind::listen;
};
// The user's country, operator, hotspot or microcell, by its name; empty: none. Remembered as "boresight setup" does.
struct Choose {
    ChoiceKind kind = ChoiceKind::hotspot;
    std::string name;
};
struct Dismiss {
    std::uint64_t message = 0;
};

using Command = std::variant<Listen, TuneTo, SetGain, StartScan, StartAim, CheckAim, AntennaIsThere, SkipStop,
                             StartAdvise, StopJob, Choose, Dismiss>;

}  // namespace boresight::app
