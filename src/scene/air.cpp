// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/air.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "scene/draws.h"
#include "scene/lte/downlink.h"
#include "scene/lte/uplink.h"
#include "scene/standing.h"
#include "scene/umts/downlink.h"

namespace boresight::scene {
namespace {

constexpr double light_m_per_s = 299792458;
constexpr double least_distance_m = 1;
constexpr std::uint64_t turns_stream = 7;
constexpr double weakest_back_db = 25;      // of a sector's antenna
constexpr std::uint64_t umts_seeds = 4000;  // of towers, after those of all others

// Its views, as they are asked for, from one sender, which is made for the first of them.
template <class Transmitter, class Downlink, class Cell>
std::function<std::unique_ptr<Signal>(const View&)> sent_by(const Cell& cell) {
    return [cell, transmitter = std::shared_ptr<Transmitter>()](const View& view) mutable {
        if (!transmitter) transmitter = std::make_shared<Transmitter>(cell);
        return std::make_unique<Downlink>(transmitter, view);
    };
}

double wavelength_m(double frequency_hz) {
    return light_m_per_s / frequency_hz;
}

double distance_from(const Place& place, const World& world) {
    return std::max(least_distance_m, std::hypot(place.east_m, place.north_m, place.height_m - world.antenna.height_m));
}

double free_space_db(const Place& place, const World& world, double frequency_hz) {
    return 20 * std::log10(4 * std::numbers::pi * distance_from(place, world) / wavelength_m(frequency_hz));
}

}  // namespace

double bearing_deg(const Place& place) {
    return std::atan2(place.east_m, place.north_m) * 180 / std::numbers::pi;
}

namespace {

// From a port of the sector's to the receiver's socket.
template <class AnyCarrier>
double way_db(const World& world, const Tower& tower, const Sector& sector, const AnyCarrier& carrier) {
    const double off_deg = std::remainder(bearing_deg(tower) + 180 - sector.azimuth_deg, 360);
    const double sector_loss_db = std::min(weakest_back_db, 12 * std::pow(off_deg / sector.beamwidth_deg, 2));
    return sector.gain_dbi - sector_loss_db - free_space_db(tower, world, carrier.frequency_hz) -
           tower.terrain_loss_db - carrier.more_loss_db + world.antenna.gain_dbi - world.antenna.cable_loss_db;
}

}  // namespace

double rsrp_dbm(const World& world, const Tower& tower, const Sector& sector, const Carrier& carrier) {
    return carrier.power_dbm - 10 * std::log10(12.0 * carrier.cell.n_rb_dl) + way_db(world, tower, sector, carrier);
}

double received_dbm(const World& world, const Tower& tower, const Sector& sector, const UmtsCarrier& carrier) {
    return carrier.power_dbm + way_db(world, tower, sector, carrier);
}

double received_dbm(const World& world, const Microcell& microcell) {
    return microcell.power_dbm + microcell.gain_dbi - free_space_db(microcell, world, microcell.frequency_hz) -
           microcell.terrain_loss_db + world.antenna.gain_dbi - world.antenna.cable_loss_db;
}

Air::Air(const World& world)
    : lobe_(world.antenna.pattern.empty() ? Lobe(world.antenna.beamwidth_deg, world.seed)
                                          : Lobe(world.antenna.pattern)),
      antenna_(world.antenna),
      standing_{.height_m = world.antenna.height_m},
      seed_(world.seed) {
    add_emitters(world);
    point({world.antenna.azimuth_deg, world.antenna.polarization_deg});
}

void Air::stand(const World& world, const Standing& standing) {
    emitters_.clear();
    tuning_.reset();
    standing_ = standing;
    add_emitters(world_from(world, standing));
}

void Air::add_emitters(const World& world) {
    std::uint64_t seed = world.seed * 7919;
    for (const Tower& tower : world.towers)
        for (const Sector& sector : tower.sectors)
            for (const Carrier& carrier : sector.carriers) {
                add_carrier(world, tower, sector, carrier, ++seed);
                if (carrier.uplink) add_uplink(world, tower, carrier);
            }
    for (const Microcell& microcell : world.microcells) add_microcell(world, microcell, ++seed);
    seed = world.seed * 7919 + umts_seeds;
    for (const Tower& tower : world.towers)
        for (const Sector& sector : tower.sectors)
            for (const UmtsCarrier& carrier : sector.umts_carriers)
                add_umts_carrier(world, tower, sector, carrier, ++seed);
}

void Air::add_carrier(const World& world, const Tower& tower, const Sector& sector, const Carrier& carrier,
                      std::uint64_t seed) {
    const WaveField field{.bearing_deg = bearing_deg(tower),
                          .wavelength_m = wavelength_m(carrier.frequency_hz),
                          .k_factor_db = tower.k_factor_db,
                          .cross_polarized = sector.cross_polarized,
                          .amplitude = std::pow(10.0, rsrp_dbm(world, tower, sector, carrier) / 20),
                          .cross_polar_db = world.antenna.cross_polar_db,
                          .ports = carrier.cell.ports,
                          .boom_m = world.antenna.boom_m,
                          .walk_db = world.drift.cell_db,
                          .seed = seed};
    emitters_.push_back({.frequency_hz = carrier.frequency_hz * (1 + tower.clock_ppm * 1e-6),
                         .half_width_hz = carrier.cell.n_rb_dl * 6 * lte::subcarrier_spacing_hz,
                         .arrival_s = carrier.frame_start_s + distance_from(tower, world) / light_m_per_s,
                         .way = Waves(field, lobe_),
                         .make = sent_by<lte::Transmitter, lte::Downlink>(carrier.cell),
                         .signal = nullptr});
}

// Timed by the cell's frames, early by the way there and back and, in TDD, by TS 36.211 8.1.
void Air::add_uplink(const World& world, const Tower& tower, const Carrier& carrier) {
    constexpr double tdd_advance_s = 624 / 30.72e6;
    const double way_s = distance_from(tower, world) / light_m_per_s;
    emitters_.push_back({.frequency_hz = carrier.uplink->frequency_hz * (1 + tower.clock_ppm * 1e-6),
                         .half_width_hz = carrier.cell.n_rb_dl * 6 * lte::subcarrier_spacing_hz,
                         .arrival_s = carrier.frame_start_s - way_s - (carrier.cell.tdd ? tdd_advance_s : 0),
                         .way = Steady(std::pow(10.0, carrier.uplink->power_dbm / 20)),
                         .make = [cell = carrier.cell, share = carrier.uplink->share](
                                     const View& view) { return std::make_unique<lte::Uplink>(cell, share, view); },
                         .signal = nullptr});
}

void Air::add_umts_carrier(const World& world, const Tower& tower, const Sector& sector, const UmtsCarrier& carrier,
                           std::uint64_t seed) {
    add_umts_cell(world, tower,
                  {.wavelength_m = wavelength_m(carrier.frequency_hz),
                   .cross_polarized = sector.cross_polarized,
                   .amplitude = std::pow(10.0, received_dbm(world, tower, sector, carrier) / 20),
                   .first_port = carrier.port,
                   .seed = seed},
                  carrier, tower.clock_ppm);
}

void Air::add_microcell(const World& world, const Microcell& microcell, std::uint64_t seed) {
    add_umts_cell(world, microcell,
                  {.wavelength_m = wavelength_m(microcell.frequency_hz),
                   .cross_polarized = false,
                   .amplitude = std::pow(10.0, received_dbm(world, microcell) / 20),
                   .seed = seed},
                  microcell, 0);
}

template <class Sender>
void Air::add_umts_cell(const World& world, const Place& place, WaveField field, const Sender& sender,
                        double clock_ppm) {
    field.bearing_deg = bearing_deg(place);
    field.k_factor_db = place.k_factor_db;
    field.cross_polar_db = world.antenna.cross_polar_db;
    field.boom_m = world.antenna.boom_m;
    field.walk_db = world.drift.cell_db;
    emitters_.push_back({.frequency_hz = sender.frequency_hz * (1 + clock_ppm * 1e-6),
                         .half_width_hz = umts::half_width_hz,
                         .arrival_s = sender.frame_start_s + distance_from(place, world) / light_m_per_s,
                         .way = Waves(field, lobe_),
                         .make = sent_by<umts::Transmitter, umts::Downlink>(sender.cell),
                         .signal = nullptr});
}

void Air::point(const Pointing& pointing) {
    Draws draws(seed_, turns_stream, ++turns_);
    const double east_m = antenna_.sway_m * draws.normal(), north_m = antenna_.sway_m * draws.normal();
    const Sway sway{.east_m = east_m + standing_.east_m, .north_m = north_m + standing_.north_m};
    Pointing really = pointing;
    really.azimuth_deg += antenna_.azimuth_error_deg * draws.normal();
    for (Emitter& emitter : emitters_)
        if (auto* const waves = std::get_if<Waves>(&emitter.way)) waves->point(really, sway);
}

void Air::tune(const Tuning& tuning) {
    const bool moves_only_in_time = tuning_ && tuning_->frequency_hz == tuning.frequency_hz &&
                                    tuning_->rate_hz == tuning.rate_hz && tuning_->clock_ppm == tuning.clock_ppm;
    tuning_ = tuning;
    for (Emitter& emitter : emitters_) {
        const double sfn_0_s = emitter.arrival_s - tuning.world_s;
        if (auto* const waves = std::get_if<Waves>(&emitter.way)) waves->begin_at(tuning.world_s);
        if (moves_only_in_time) {
            if (emitter.signal) emitter.signal->begin(sfn_0_s);
            continue;
        }
        const double offset_hz = emitter.frequency_hz - tuning.frequency_hz;
        emitter.signal.reset();
        if (std::abs(offset_hz) - emitter.half_width_hz > tuning.rate_hz / 2) continue;
        emitter.signal = emitter.make(
            {.rate_hz = tuning.rate_hz, .offset_hz = offset_hz, .clock_ppm = tuning.clock_ppm, .sfn_0_s = sfn_0_s});
    }
}

void Air::add(std::int64_t first, std::span<std::complex<float>> samples) {
    for (Emitter& emitter : emitters_)
        if (emitter.signal) std::visit([&](Channel& way) { emitter.signal->add(first, samples, way); }, emitter.way);
}

}  // namespace boresight::scene
