// SPDX-License-Identifier: GPL-3.0-or-later
// The way from one cell to a place: specular paths and 48 diffuse plane waves, some standing, the rest moving with
// Gaussian Doppler, received through an antenna on a boom that sways. Two transmit ports and eight frequencies are
// summed in power. Two polarizations of the receiving antenna see the same waves with phases of their own. Azimuths in
// degrees, levels in dBm per resource element, times in seconds, lengths in metres, delays in microseconds.
// Nothing fails.
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <vector>

#include "tests/proof/pattern.h"

namespace boresight::proof {

struct Path {
    double bearing_deg = 0;
    double power_db = 0;
    double delay_us = 0;
};

struct ChannelRecipe {
    std::vector<Path> paths;                         // the tower first; none: no direction at all
    double k_db = 8;                                 // specular over diffuse
    double uniform_share = 0.5, static_share = 0.3;  // of the diffuse waves: from anywhere; standing still
    double coherence_s = 0.1;
    double bandwidth_mhz = 10, wavelength_m = 0.4;
    double level_dbm = -90;  // at the peak
};

struct Sway {
    double east_m = 0, north_m = 0;
};
Sway sway_of(double sigma_m, Random& random);

class Channel {
public:
    Channel(const ChannelRecipe& recipe, const Pattern& pattern, Random& random);

    // Power in mW of each block of `samples_a_block` samples `step_s` apart, from `start_s` on.
    std::vector<double> blocks(double azimuth_deg, bool b, const Sway& sway, double start_s, std::size_t blocks,
                               std::size_t samples_a_block, double step_s) const;

    // Mean power in mW over time and sways: waves that stand add as fields, those that move as powers.
    double response(double azimuth_deg, bool b, const std::vector<Sway>& sways) const;

    // Makes polarization B receive `difference_db` more than A there.
    void set_difference(double azimuth_deg, double difference_db, const std::vector<Sway>& sways);

private:
    static constexpr std::size_t ports = 2, frequencies = 8, branches = ports * frequencies;
    struct Wave {
        double bearing_deg = 0, power = 0, doppler_hz = 0;
        bool moves = false;
        std::array<std::array<std::complex<double>, branches>, 2> phasor{};  // of each polarization
    };
    std::complex<double> amplitude(const Wave& wave, double azimuth_deg, const Sway& sway) const;
    void add_diffuse(const ChannelRecipe& recipe, double power, Random& random);
    void add_phases(const std::vector<double>& delays_us, double bandwidth_mhz, Random& random);

    const Pattern& pattern_;
    std::vector<Wave> waves_;
    double wavelength_m_ = 0;
    std::array<double, 2> scale_mw_{1, 1};
};

}  // namespace boresight::proof
