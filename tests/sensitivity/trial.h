// SPDX-License-Identifier: GPL-3.0-or-later
// Makes one window of samples of a row at a level: from a clean recording of others (another place in it each time, its
// clock and carrier moved) or from the scene, with white noise; and says what is in it. Everything follows from row,
// level and number. 1.92 MS/s. Bases are read once; make() may be called from several threads, each with its scratch.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "dsp/core/iq.h"
#include "tests/sensitivity/rows.h"

namespace boresight::sensitivity {

constexpr double rate_hz = 1.92e6;
constexpr double carrier_hz = 1815e6;  // of the bases: ties the clock to the offset

struct Truth {
    bool cell = true;
    int pci = 0;
    std::uint32_t mib_without_sfn = 0;  // its 24 bits, those of the SFN 0
    int ports = 0;
    int sfn = 0;             // of the frame that starts at frame_start
    double frame_start = 0;  // in samples of the window; may lie before it
    double cfo_hz = 0, clock_ppm = 0;
    double rsrp_dbfs = 0;  // mean over the channel's fading
    double snr_db = 0;
};

struct Trial {
    std::vector<dsp::Sample> samples;
    Truth truth;
};

class TrialMaker {
public:
    // The folder with the recordings sens_base_*.
    explicit TrialMaker(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void prepare(const Row& row);  // reads the row's base
    Trial make(const Row& row, double level_db, int number) const;

private:
    struct Base {
        std::vector<dsp::Sample> samples;
        Truth truth;
    };
    std::filesystem::path folder_;
    std::map<std::string, Base> bases_;
};

}  // namespace boresight::sensitivity
