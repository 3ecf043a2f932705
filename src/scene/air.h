// SPDX-License-Identifier: GPL-3.0-or-later
// All cells of a world as they arrive at the receiver's socket: powers of towers and sectors, free space and terrain,
// the antenna as it points, the cable. Samples are in units of the square root of a milliwatt. One object, one thread.
#pragma once

#include <algorithm>
#include <complex>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "scene/channel.h"
#include "scene/lobe.h"
#include "scene/waves.h"
#include "scene/world.h"

namespace boresight::scene {

// The power of one reference element of a port, with the receiving antenna's peak towards the tower and its
// polarization that of the port.
double rsrp_dbm(const World& world, const Tower& tower, const Sector& sector, const Carrier& carrier);

// The full power of a UMTS carrier, with the receiving antenna's peak towards its tower and its polarization that of
// the port.
double received_dbm(const World& world, const Tower& tower, const Sector& sector, const UmtsCarrier& carrier);

// The full power of a microcell, with the receiving antenna's peak towards it, vertical.
double received_dbm(const World& world, const Microcell& microcell);

// From the mast, degrees from north.
double bearing_deg(const Place& place);

class Air {
public:
    explicit Air(const World& world);
    Air(const Air&) = delete;  // its waves know its lobe
    Air& operator=(const Air&) = delete;

    // Carries the antenna there; it has to be pointed and tuned again.
    void stand(const World& world, const Standing& standing);
    void point(const Pointing& pointing);
    std::uint64_t turns() const { return turns_; }
    void tune(const Tuning& tuning);
    void add(std::int64_t first, std::span<std::complex<float>> samples);

private:
    // A way that never changes.
    class Steady final : public Channel {
    public:
        explicit Steady(double amplitude) : amplitude_(static_cast<float>(amplitude)) {}
        void response(int, double, double, double, std::span<std::complex<float>> out) override {
            std::fill(out.begin(), out.end(), std::complex<float>(amplitude_));
        }

    private:
        float amplitude_;
    };
    struct Emitter {
        double frequency_hz = 0;
        double half_width_hz = 0;
        double arrival_s = 0;  // of SFN 0 by the direct wave
        std::variant<Waves, Steady> way;
        std::function<std::unique_ptr<Signal>(const View&)> make;
        std::unique_ptr<Signal> signal;  // where the carrier is in the receiver's band
    };

    void add_emitters(const World& world);
    void add_carrier(const World& world, const Tower& tower, const Sector& sector, const Carrier& carrier,
                     std::uint64_t seed);
    void add_uplink(const World& world, const Tower& tower, const Carrier& carrier);
    void add_umts_carrier(const World& world, const Tower& tower, const Sector& sector, const UmtsCarrier& carrier,
                          std::uint64_t seed);
    void add_microcell(const World& world, const Microcell& microcell, std::uint64_t seed);
    template <class Sender>
    void add_umts_cell(const World& world, const Place& place, WaveField field, const Sender& sender, double clock_ppm);

    Lobe lobe_;
    std::vector<Emitter> emitters_;
    Antenna antenna_;
    Standing standing_;
    std::uint64_t seed_;
    std::uint64_t turns_ = 0;
    std::optional<Tuning> tuning_;
};

}  // namespace boresight::scene
