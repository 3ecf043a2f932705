// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/air.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "scene/draws.h"

namespace boresight::scene {
namespace {

constexpr double light_m_per_s = 299792458;
constexpr double least_distance_m = 1;
constexpr std::uint64_t turns_stream = 7;
constexpr double weakest_back_db = 25;  // of a sector's antenna

double wavelength_m(const Carrier& carrier) {
    return light_m_per_s / carrier.frequency_hz;
}

double distance_from(const Tower& tower, const World& world) {
    return std::max(least_distance_m, std::hypot(tower.east_m, tower.north_m, tower.height_m - world.antenna.height_m));
}

double half_width_hz(const Carrier& carrier) {
    return carrier.cell.n_rb_dl * 6 * lte::subcarrier_spacing_hz;
}

}  // namespace

double bearing_deg(const Tower& tower) {
    return std::atan2(tower.east_m, tower.north_m) * 180 / std::numbers::pi;
}

double rsrp_dbm(const World& world, const Tower& tower, const Sector& sector, const Carrier& carrier) {
    const double distance_m = distance_from(tower, world);
    const double free_space_db = 20 * std::log10(4 * std::numbers::pi * distance_m / wavelength_m(carrier));
    const double off_deg = std::remainder(bearing_deg(tower) + 180 - sector.azimuth_deg, 360);
    const double sector_loss_db = std::min(weakest_back_db, 12 * std::pow(off_deg / sector.beamwidth_deg, 2));
    return carrier.power_dbm - 10 * std::log10(12.0 * carrier.cell.n_rb_dl) + sector.gain_dbi - sector_loss_db -
           free_space_db - tower.terrain_loss_db - carrier.more_loss_db + world.antenna.gain_dbi -
           world.antenna.cable_loss_db;
}

Air::Air(const World& world)
    : lobe_(world.antenna.pattern.empty() ? Lobe(world.antenna.beamwidth_deg, world.seed)
                                          : Lobe(world.antenna.pattern)),
      antenna_(world.antenna),
      seed_(world.seed) {
    std::uint64_t seed = world.seed * 7919;
    for (const Tower& tower : world.towers)
        for (const Sector& sector : tower.sectors)
            for (const Carrier& carrier : sector.carriers)
                emitters_.push_back({carrier, carrier.frame_start_s + distance_from(tower, world) / light_m_per_s,
                                     Waves({.bearing_deg = bearing_deg(tower),
                                            .wavelength_m = wavelength_m(carrier),
                                            .k_factor_db = tower.k_factor_db,
                                            .cross_polarized = sector.cross_polarized,
                                            .amplitude = std::pow(10.0, rsrp_dbm(world, tower, sector, carrier) / 20),
                                            .cross_polar_db = world.antenna.cross_polar_db,
                                            .ports = carrier.cell.ports,
                                            .boom_m = world.antenna.boom_m,
                                            .walk_db = world.drift.cell_db,
                                            .seed = ++seed},
                                           lobe_),
                                     std::nullopt});
    point({world.antenna.azimuth_deg, world.antenna.polarization_deg});
}

void Air::point(const Pointing& pointing) {
    Draws draws(seed_, turns_stream, ++turns_);
    const Sway sway{antenna_.sway_m * draws.normal(), antenna_.sway_m * draws.normal()};
    Pointing really = pointing;
    really.azimuth_deg += antenna_.azimuth_error_deg * draws.normal();
    for (Emitter& emitter : emitters_) emitter.waves.point(really, sway);
}

void Air::tune(const Tuning& tuning) {
    for (Emitter& emitter : emitters_) {
        const double offset_hz = emitter.carrier.frequency_hz - tuning.frequency_hz;
        emitter.downlink.reset();
        if (std::abs(offset_hz) - half_width_hz(emitter.carrier) > tuning.rate_hz / 2) continue;
        emitter.waves.begin_at(tuning.world_s);
        emitter.downlink.emplace(emitter.carrier.cell, lte::View{.rate_hz = tuning.rate_hz,
                                                                 .offset_hz = offset_hz,
                                                                 .clock_ppm = tuning.clock_ppm,
                                                                 .sfn_0_s = emitter.arrival_s - tuning.world_s});
    }
}

void Air::add(std::int64_t first, std::span<std::complex<float>> samples) {
    for (Emitter& emitter : emitters_)
        if (emitter.downlink) emitter.downlink->add(first, samples, emitter.waves);
}

std::size_t Air::cells_in_view() const {
    return static_cast<std::size_t>(std::count_if(emitters_.begin(), emitters_.end(),
                                                  [](const Emitter& each) { return each.downlink.has_value(); }));
}

}  // namespace boresight::scene
