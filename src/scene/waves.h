// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell's signal meets between tower and receiver: a direct wave and 48 scattered ones, each with its bearing,
// delay, Doppler shift and polarization, weighed by the antenna as it points. Scattered waves come half from
// everywhere, half from around the tower; seven of ten move, with a Gaussian Doppler spectrum whose coherence time is
// 0.1 s. The power of all wanders slowly. Constant within a millisecond. One object, one thread.
#pragma once

#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "scene/channel.h"
#include "scene/drift.h"
#include "scene/lobe.h"

namespace boresight::scene {

struct Pointing {
    double azimuth_deg = 0;
    double polarization_deg = 0;  // from vertical
};

// Where the mast stands after a turn.
struct Sway {
    double east_m = 0;
    double north_m = 0;
};

struct WaveField {
    double bearing_deg = 0;  // of the tower from the mast
    double wavelength_m = 0;
    double k_factor_db = 8;
    bool cross_polarized = true;
    double amplitude = 0;        // of the direct wave in the peak of the antenna, polarizations aligned
    double cross_polar_db = 25;  // of the antenna
    int ports = 1;
    int first_port = 0;  // of those, where a sector's ports are counted: even ones at +45 degrees, odd ones at -45
    double boom_m = 0;
    double walk_db = 0;  // rms, by which the power wanders in a minute
    std::uint64_t seed = 0;
};

class Waves final : public Channel {
public:
    Waves(const WaveField& field, const Lobe& lobe);  // the lobe must outlive it

    void point(const Pointing& pointing, const Sway& sway);  // from here on
    // Times that `response` is asked for count from here.
    void begin_at(double world_s) { begin_s_ = world_s; }

    void response(int port, double time_s, double first_hz, double step_hz,
                  std::span<std::complex<float>> out) override;

private:
    double wandered(double world_s) const;  // factor of the amplitude

    struct Wave {
        double azimuth_deg = 0;
        double amplitude = 0;
        double delay_s = 0;
        double doppler_hz = 0;
        std::vector<std::complex<double>> vertical;    // by port
        std::vector<std::complex<double>> horizontal;  // by port
    };
    struct Cache {
        double first_hz = 0;
        std::int64_t millisecond = INT64_MIN;
        std::size_t count = 0;
        std::vector<float> real;  // at some frequencies
        std::vector<float> imaginary;
        std::vector<std::complex<float>> values;  // at all
    };

    void fill(Cache& cache, std::size_t port, double first_hz, double step_hz) const;

    const Lobe& lobe_;
    WaveField field_;
    Walk walk_;
    std::vector<Wave> waves_;
    std::vector<std::vector<std::complex<double>>> weight_;  // by port and wave, as the antenna points now
    std::vector<Cache> cache_;
    double begin_s_ = 0;
};

}  // namespace boresight::scene
