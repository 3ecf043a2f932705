// SPDX-License-Identifier: GPL-3.0-or-later
// A made world as a scene file describes it: towers around an antenna on a mast, and the receiver at the end of the
// coax. Places are metres east and north of the mast; azimuths and bearings are degrees from true north, clockwise;
// polarizations are degrees from vertical, 90 is horizontal. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scene/lte/cell.h"
#include "scene/umts/cell.h"

namespace boresight::scene {

// A tone that is no transmitter's: at an offset from the tuned frequency, at a frequency of the air, or at all
// multiples of a clock that hangs on the receiver's crystal.
struct Spur {
    enum class Kind { baseband, radio, comb };
    Kind kind = Kind::baseband;
    double frequency_hz = 0;
    double level_db = 0;  // in the baseband dBFS, else dBm at the antenna socket; of each line of a comb
};

struct Receiver {
    std::string name;
    double tuner_low_hz = 0;
    double tuner_high_hz = 0;
    double rate_high_hz = 0;
    double gain_high_db = 0;    // from 0 on
    double full_scale_dbm = 0;  // at the antenna socket, what fills the converter at a gain of 0 dB
    double noise_figure_db = 0;
    double clock_ppm = 0;                   // of the one crystal that tuner and converter share, once it is warm
    double warm_up_ppm = 0;                 // more than that when the world begins,
    double warm_up_s = 0;                   // and after this time a 2.7th of it; follows at each retune or pause
    std::optional<double> limit_dbfs = {};  // what the stage before the converter can give at most
    int adc_bits = 0;
    double dc_dbfs = 0;
    double iq_gain_db = 0;    // of Q over I
    double iq_phase_deg = 0;  // of Q from its right angle
    std::vector<Spur> spurs = {};
};

// Of the antenna's pattern.
struct PatternPoint {
    double off_boresight_deg = 0;  // clockwise
    double gain_db = 0;            // over the peak
};

struct Antenna {
    double height_m = 0;
    double gain_dbi = 0;
    double beamwidth_deg = 0;
    double azimuth_deg = 0;
    double polarization_deg = 0;
    double cross_polar_db = 0;  // by how much it rejects the other polarization
    double cable_loss_db = 0;
    double turn_deg_per_s = 0;
    double azimuth_error_deg = 0;       // rms, of each turn
    double boom_m = 0;                  // phase centre of the antenna before the axis of the mast
    double sway_m = 0;                  // rms, east and north, of where the mast stands after a turn
    std::vector<PatternPoint> pattern;  // else one is drawn from the seed
};

// What changes in hours.
struct Drift {
    double gain_db = 0;  // scale of the receiver's: warm-up, a swing of minutes, and a walk of half of it in 10 minutes
    double turn_db = 0;  // rms, of the receiver's gain at each turn of the antenna
    double cell_db = 0;  // rms, of how far a cell's power walks in a minute
};

// Somebody beside the receiver who sends to a cell, as a hotspot does.
struct OwnUplink {
    double frequency_hz = 0;
    double power_dbm = 0;  // at the antenna socket while it sends, however the antenna points
    double share = 0;      // of the subframes that are the uplink's
};

struct Carrier {
    int earfcn = 0;
    double frequency_hz = 0;
    lte::Cell cell;
    double power_dbm = 0;      // a port's, over the whole bandwidth
    double more_loss_db = 0;   // beyond the tower's, at this frequency
    double frame_start_s = 0;  // when SFN 0 begins
    std::optional<OwnUplink> uplink = {};
};

// Sent without transmit diversity, by one port.
struct UmtsCarrier {
    int uarfcn = 0;
    double frequency_hz = 0;
    umts::Cell cell;
    double power_dbm = 0;      // full
    double more_loss_db = 0;   // beyond the tower's, at this frequency
    double frame_start_s = 0;  // when SFN 0 begins
    int port = 0;              // of a cross-polarized sector: 0 at +45 degrees, 1 at -45
};

struct Sector {
    double azimuth_deg = 0;
    double beamwidth_deg = 0;
    double gain_dbi = 0;
    bool cross_polarized = true;  // ports at +45 and -45 degrees; else all are vertical
    std::vector<Carrier> carriers;
    std::vector<UmtsCarrier> umts_carriers = {};
};

// How much more or less hills, trees and walls take from place to place, beside what they take at the mast.
struct Shadow {
    double sigma_db = 0;
    double length_m = 20;  // over which it changes
};

// Where the antenna stands, from the foot of the mast.
struct Standing {
    double east_m = 0;
    double north_m = 0;
    double height_m = 0;  // above the ground
};

// Of a transmitter, and the way from there.
struct Place {
    double east_m = 0;
    double north_m = 0;
    double height_m = 0;
    double terrain_loss_db = 0;  // beyond free space
    double k_factor_db = 0;      // power of the direct wave over that of all scattered ones
};

struct Tower : Place {
    std::string name;
    double clock_ppm = 0;  // its carriers are that much too high
    std::vector<Sector> sectors;
};

// A small UMTS cell in a house: one antenna, vertical, the same in all directions.
struct Microcell : Place {
    std::string name;
    int uarfcn = 0;
    double frequency_hz = 0;
    umts::Cell cell;
    double power_dbm = 0;  // full
    double gain_dbi = 0;
    double frame_start_s = 0;  // when SFN 0 begins
};

// The receiver's gain jumps, as when a connector gets loose.
struct GainStep {
    double at_s = 0;
    double step_db = 0;
};

// What goes wrong while samples stream, by the world's time.
struct Fault {
    enum class Kind {
        overflow,  // samples of `lasts_s` are lost
        timeout,   // for `lasts_s` nothing comes
        stall,     // a read hangs for `lasts_s` of real time, whatever its timeout
        unplug,    // the radio is gone for good: errors, and it is found no more while the device is open
    };
    Kind kind = Kind::overflow;
    double at_s = 0;
    double lasts_s = 0;
};

struct World {
    std::string name;
    std::string dated;  // the day it tells of
    std::string note;
    std::uint64_t seed = 1;
    std::vector<Receiver> receivers;  // at least one; whoever opens the scene chooses
    Antenna antenna;
    Drift drift;
    Shadow shadow;
    std::vector<Tower> towers;
    std::vector<Microcell> microcells;
    std::vector<GainStep> gain_steps;
    std::vector<Fault> faults;  // by time
};

}  // namespace boresight::scene
