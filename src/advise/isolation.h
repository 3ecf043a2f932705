// SPDX-License-Identifier: GPL-3.0-or-later
// How well a 3G microcell is kept apart from the antenna of the hotspot that feeds it, by the microcell's own pilot as
// a sweep heard it at the end of that antenna's cable: which cell it is, how loud it is with the antenna turned where
// it is going to point, how many dB lie between the two, and what that does to the hotspot. Levels in dB over the
// radio's full scale less its gain, or in dBm at the cable's end where the radio is calibrated; intervals are 95 %. A
// total is taken 10 dB over the pilot (TS 25.101 C.3.1). Pure; nothing fails.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "advise/home_cell.h"
#include "aim/fit.h"

namespace boresight::advise {

struct PilotLevel {
    double azimuth_deg = 0;  // on the sweep's scale
    double level_db = 0;
    double sigma_db = 0;
};

// A cell of 3G that a sweep heard.
struct HeardUmtsCell {
    int psc = 0;
    double frequency_hz = 0;
    int band = 0;
    int uarfcn = 0;
    std::optional<double> pilot_dbm = {};  // what it tells of its own pilot's power, SIB5
    std::vector<PilotLevel> levels = {};   // of the stops at which it was detected
    int stops_without = 0;                 // at which it wasn't
    // dBm = level_db + offset_db; nothing: the radio isn't calibrated there.
    std::optional<double> offset_db = {};
    double offset_sigma_db = 0;
};

struct IsolationQuestion {
    std::vector<HeardUmtsCell> cells;
    std::vector<int> umts_bands = {};        // that the unit sends in; empty: not known
    HomeCell home = {};                      // as the user knows it
    std::optional<double> azimuth_deg = {};  // where the antenna is going to point; empty: not known yet
    std::vector<int> lte_bands = {};         // that the hotspot is going to be kept to; empty: not known
};

struct Isolation {
    HeardUmtsCell cell;
    KnownBy known_by = KnownBy::user;
    double azimuth_deg = 0;                        // of the stop nearest to where the antenna is going to point
    double loudest_deg = 0;                        // where the microcell is loudest
    aim::Value below_loudest_db;                   // by how much it is weaker there than where it is loudest
    std::optional<aim::Value> pilot_dbm = {};      // at the cable's end
    std::optional<aim::Value> isolation_db = {};   // from the microcell's antenna socket to there
    std::optional<aim::Value> noise_rise_db = {};  // of the hotspot, where it is kept to the microcell's own band
};

struct IsolationFinding {
    std::optional<Isolation> isolation;
    std::vector<std::string> sentences;  // what was found, or why nothing could be
};

// The one of the question's cells that is the microcell; null: it isn't known.
const HeardUmtsCell* microcell_among(const IsolationQuestion& question);

IsolationFinding isolation(const IsolationQuestion& question);

}  // namespace boresight::advise
