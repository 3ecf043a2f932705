// SPDX-License-Identifier: GPL-3.0-or-later
// A made world for one sweep through samples, driver and receiver: a tower that serves, another one on its carrier to
// the side, and a third on a carrier of its own. Antenna, paths, drift and errors of setting are the scene's own and
// not the fit's. The truth is what the scene's waves give at each azimuth, over time. Azimuths in degrees from true
// north, levels in dBm per resource element. A scene that can't be read throws an Error.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scene/world.h"
#include "survey/scan.h"

namespace boresight::proof {

struct MadeScene {
    std::string toml;
    scene::World world;
    std::vector<survey::ScanCell> cells;  // what a scan finds: in the order of the world's carriers
};

MadeScene make_scene(std::uint64_t seed);

class SceneTruth {
public:
    explicit SceneTruth(const scene::World& world);

    double level_dbm(std::size_t cell, double azimuth_deg) const;
    double peak_deg(std::size_t cell) const;
    // Of one carrier by its frequency, with the strongest cell there serving.
    double mbps(double frequency_hz, double azimuth_deg) const;
    double best_mbps(double frequency_hz) const;  // of every azimuth
    double best_mbps() const;                     // of every carrier

private:
    struct Cell {
        double frequency_hz = 0, bandwidth_mhz = 0, load = 0;
        std::vector<double> level_dbm;  // every 3 degrees
    };
    double noise_dbm_ = 0;
    std::vector<Cell> cells_;
};

}  // namespace boresight::proof
