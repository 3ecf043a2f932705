// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the highest gain at which a radio is linear on the strongest of some carriers, and leaves the radio so. From
// the top down: less than 1e-4 of the samples of 20 ms may lie within one step of full scale; then it is turned 6 dB
// down and up again, and the level has to follow by as much, within 1 dB (the middle of three tries, since traffic
// comes and goes): if it follows by less, a stage before the converter was compressing. A level so low that the
// converter's own noise hides the step can't be compressing and isn't checked. Where less than 6 dB are free above the
// peaks, the lower gain is taken. Gains in dB as the driver counts them, levels in dBFS without DC. What the radio does
// wrong throws as radio/radio.h says. One thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "platform/stop.h"
#include "platform/units.h"
#include "radio/listen.h"
#include "radio/radio.h"

namespace boresight::radio {

enum class GainFinding {
    clips,        // too many samples at the end of the scale
    compresses,   // the level doesn't follow the gain
    follows,      // linear
    too_low,      // not clipping, and too low to check or to need it
    lowest_left,  // the radio has no lower gain to check against
};

struct GainStep {
    double gain_db = 0;
    GainFinding finding = GainFinding::clips;
    double level_dbfs = 0;
    double clipped_share = 0;
    std::optional<double> lowered_db;  // by how much it was turned down for the check
    std::optional<double> fell_db;     // and by how much the level fell
};

struct GainChoice {
    Ending ending = Ending::complete;  // else the radio is left at the gain it had reached
    double gain_db = 0;                // as the radio took it
    bool overloaded = false;           // it clips or compresses at its lowest gain
    std::optional<Tuning> checked_at;  // the strongest
    std::vector<GainStep> steps;       // in the order they were tried
    // Where it is overloaded and its make is known: what may destroy it.
    std::optional<Dbm> max_input;
};

// More may destroy it; nothing where its make isn't known.
std::optional<Dbm> max_input_of(const RadioName& name);

// Whether the radio is linear at that gain and tuning: the one step tells. Leaves the radio there, or 6 dB lower where
// less than that is free above the peaks.
GainChoice check_gain(Radio& radio, const Tuning& at, double gain_db, StopToken stop = {});

GainChoice find_gain(Radio& radio, std::span<const Tuning> carriers, StopToken stop = {});

}  // namespace boresight::radio
