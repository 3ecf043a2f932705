// SPDX-License-Identifier: GPL-3.0-or-later
// All cells of a world as they arrive at the receiver's socket: powers of towers and sectors, free space and terrain,
// the antenna as it points, the cable. Samples are in units of the square root of a milliwatt. One object, one thread.
#pragma once

#include <complex>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scene/lobe.h"
#include "scene/lte/downlink.h"
#include "scene/waves.h"
#include "scene/world.h"

namespace boresight::scene {

// The power of one reference element of a port, with the receiving antenna's peak towards the tower and its
// polarization that of the port.
double rsrp_dbm(const World& world, const Tower& tower, const Sector& sector, const Carrier& carrier);

// From the mast, degrees from north.
double bearing_deg(const Tower& tower);

struct Tuning {
    double world_s = 0;       // of sample 0
    double frequency_hz = 0;  // true
    double rate_hz = 0;       // by the receiver's clock
    double clock_ppm = 0;
};

class Air {
public:
    explicit Air(const World& world);

    void point(const Pointing& pointing);
    std::uint64_t turns() const { return turns_; }
    void tune(const Tuning& tuning);
    void add(std::int64_t first, std::span<std::complex<float>> samples);

    std::size_t cells_in_view() const;

private:
    struct Emitter {
        Carrier carrier;
        double arrival_s = 0;  // of SFN 0 by the direct wave
        Waves waves;
        std::optional<lte::Downlink> downlink;  // where the carrier is in the receiver's band
    };

    Lobe lobe_;
    std::vector<Emitter> emitters_;
    Antenna antenna_;
    std::uint64_t seed_;
    std::uint64_t turns_ = 0;
};

}  // namespace boresight::scene
