// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `calibrate --generator-dbm` and `--hotspot-rsrp`: what a level in dBFS is in dBm at the antenna
// socket, held against a generator on it, or against what a hotspot read of the same cell through the same cable. Kept
// with the radio, gain and frequency; with a generator also at lower gains, since a radio's gains aren't what they say
// to a tenth of a dB. Refuses a generator that may destroy the radio. Whoever calls has seen to it that hands are off
// the cables. What is wrong with the database comes back beside the result. Runs on the caller's thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/error.h"
#include "platform/units.h"
#include "radio/gain_search.h"
#include "store/calibration.h"
#include "survey/cell_search.h"

namespace boresight::app {

constexpr double generator_sigma_db = 1;
constexpr double hotspot_sigma_db = 3;

struct KnownGenerator {
    Dbm level;  // at the radio's socket
    double frequency_hz = 0;
};

struct KnownRsrp {
    Dbm level;  // per resource element, as the hotspot says
    double frequency_hz = 0;
    int pci = 0;
};

struct LevelRequest {
    std::variant<KnownGenerator, KnownRsrp> against;
    double sigma_db = generator_sigma_db;  // of the known level
    std::optional<double> gain_db;
    std::filesystem::path database;
    bool keep = true;
};

struct LevelOutcome {
    enum class Why { found, nothing_stands_out, cell_not_heard, clips } why = Why::found;
    std::string radio;
    std::string bring_back;
    bool simulated = false;
    store::Device device;
    std::optional<radio::GainChoice> gain;
    double gain_db = 0;
    std::optional<double> heard_dbfs;  // at that gain
    std::vector<int> other_pcis;       // that are heard where the asked one isn't
    std::vector<store::LevelCalibration> levels;
    radio::Ending ending = radio::Ending::complete;
    std::optional<Error> keep_error;
};

// Throws where it may destroy the radio.
void require_safe(const KnownGenerator& generator, const radio::RadioName& name);

LevelOutcome calibrate_level(radio::Radio& radio, const LevelRequest& request,
                             const std::function<bool(double share)>& progress, StopToken stop,
                             const survey::MakeSearch& make_search = survey::make_lte_search);

}  // namespace boresight::app
