// SPDX-License-Identifier: GPL-3.0-or-later
// Windows of a UMTS carrier with white noise, so that all that is received has -20 dBFS in 3.84 MHz: cells of the
// scene, or a clean recording of others of which another piece is taken each time, its clock and carrier moved.
// Everything follows from row, level and number. make() may be called from several threads.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "dsp/core/iq.h"
#include "dsp/umts/bch.h"
#include "scene/umts/cell.h"
#include "tests/sensitivity/rows.h"

namespace boresight::sensitivity {

constexpr double umts_carrier_hz = 2140e6;  // ties the clock to the offset
constexpr double received_dbfs = -20;
constexpr double frame_s = 0.01;
constexpr int sfn_count = 4096;

struct SentCell {
    int psc = 0;
    int sfn = 0;         // of the frame that begins phase_s after the first sample
    double phase_s = 0;  // by the true clock
    double ecno_db = 0;
    std::optional<scene::umts::Cell> made{};              // by the scene
    std::map<int, dsp::umts::BchBits> recorded_blocks{};  // by count of frames

    bool sends(const dsp::umts::BchBlock& block) const;
};

struct UmtsWindow {
    std::vector<dsp::Sample> samples;
    std::vector<SentCell> cells;  // the last is the one that levels count for
    double cfo_hz = 0, clock_ppm = 0;
};

class UmtsWindowMaker {
public:
    // Reads the row's base from the folder, if it has one.
    UmtsWindowMaker(const Row& row, const std::filesystem::path& recordings);

    UmtsWindow make(double level_db, int number) const;

private:
    struct Recording {
        std::vector<dsp::Sample> samples;
        SentCell cell;
        double cfo_hz = 0, clock_ppm = 0, frame_start = 0, rscp_dbfs = 0, rssi_dbfs = 0;
    };

    Row row_;
    std::optional<Recording> recording_;
};

}  // namespace boresight::sensitivity
