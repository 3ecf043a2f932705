// SPDX-License-Identifier: GPL-3.0-or-later
// The table of sensitivity: each row a signal, how it is spoiled, at which ratios of signal to noise, how often, and
// what is required. LTE's ratios are per resource element: the mean power of one port's reference signal over the noise
// in 15 kHz; those of UMTS are Ec/No, over all that is received in 3.84 MHz. Nothing fails; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace boresight::sensitivity {

constexpr double noise_alone_db = -999;  // a level without any cell

enum class Standard { lte, umts };

// What is in the air beside noise. Ratios count for the last cell.
enum class Scene {
    one,     // a cell alone
    second,  // a cell under one that has Ec/No of -12 dB
    idle,    // a cell under one that carries nothing and is nearly all that is received
    seven,   // six more above it, down from -17 dB
};

// What is to be read of a cell.
enum class Goal {
    master,  // LTE's MIB
    block,   // a block of UMTS that lies wholly inside
    repeats  // the count of frames and a master block of UMTS, from wherever
};

enum class Fading { none, epa5, eva70, etu70 };

struct Row {
    std::string name, words;
    Standard standard = Standard::lte;
    std::string base{};            // a clean recording of others; empty: made by the scene, two ports
    Fading fading = Fading::none;  // only of the scene's
    Scene scene = Scene::one;
    Goal goal = Goal::master;
    double rate_hz = 1.92e6;
    double seconds = 0.08;
    double offset_hz = 140e3;  // the true carrier offset lies anywhere within this, either way
    double window_hz = 140e3;  // and is looked for within this
    bool free_clock = false;   // the clock is off by up to 100 ppm whatever the offset; else one crystal
    bool quick = false;        // as a scan of bands searches
    bool eight_bits = false;   // 2 LSB rms a sample, a constant part, an image 25 dB down
    std::vector<double> levels_db{};
    int trials = 400;
    std::optional<double> pci_target_db{}, mib_target_db{};                                // where 95 % are to be right
    std::optional<double> most_level_bias_db{}, most_level_rms_db{}, most_ratio_rms_db{};  // errors, at every level
    std::string others{};  // what others reach on the same signal
};

const std::vector<Row>& rows(Standard standard);
std::vector<Row> umts_rows();

}  // namespace boresight::sensitivity
