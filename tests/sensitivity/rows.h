// SPDX-License-Identifier: GPL-3.0-or-later
// The table of sensitivity: each row a signal, how it is spoiled, at which ratios of signal to noise, how often, and
// what is required. Ratios are per resource element: the mean power of one port's reference signal over the noise in 15
// kHz. Nothing fails; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace boresight::sensitivity {

constexpr double noise_alone_db = -999;  // a level without any cell

enum class Fading { none, epa5, eva70, etu70 };

struct Row {
    std::string name, words;
    std::string base{};            // a clean recording of others; empty: made by the scene, two ports
    Fading fading = Fading::none;  // only of the scene's
    double seconds = 0.08;
    double offset_hz = 140e3;  // the true carrier offset lies anywhere within this, either way
    double window_hz = 140e3;  // and is looked for within this
    bool free_clock = false;   // the clock is off by up to 100 ppm whatever the offset; else one crystal
    bool eight_bits = false;   // 2 LSB rms a sample, a constant part, an image 25 dB down
    std::vector<double> levels_db{};
    int trials = 400;
    std::optional<double> pci_target_db{}, mib_target_db{};  // where 95 % are to be right
    std::string others{};                                    // what others reach on the same signal
};

const std::vector<Row>& rows();

}  // namespace boresight::sensitivity
