// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/iq/made_scene.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "aim/angle.h"
#include "scene/air.h"
#include "scene/scene_file.h"
#include "survey/carrier_names.h"

namespace boresight::proof {

namespace {

using Random = std::mt19937_64;

constexpr double truth_step_deg = 3;
constexpr std::size_t truth_sways = 4, truth_times = 12, truth_frequencies = 6;
constexpr double truth_span_s = 300, measured_band_hz = 1.08e6;  // what a slow radio hears of a carrier
constexpr double thermal_dbm_re = -174 + 41.76, block_mhz = 0.18;
constexpr double most_bits = 4.8, bits_share = 0.65;
constexpr double radio_ppm = 12;
constexpr double no_loss_power_dbm = 43;

struct Tower {
    double bearing_deg = 0, k_db = 0, wanted_dbm = 0;
    int earfcn = 0, pci = 0, n_rb_dl = 0;
};

double uniform(Random& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}

std::vector<Tower> towers(Random& random) {
    const double first_deg = uniform(random, 0, 360), side = uniform(random, 0, 1) < 0.5 ? -1 : 1;
    const double first_dbm = uniform(random, -108, -98);
    return {{.bearing_deg = first_deg,
             .k_db = uniform(random, 4, 12),
             .wanted_dbm = first_dbm,
             .earfcn = 5110,
             .pci = 357,
             .n_rb_dl = 50},
            {.bearing_deg = first_deg + side * uniform(random, 50, 130),
             .k_db = uniform(random, 4, 12),
             .wanted_dbm = first_dbm - uniform(random, 2, 10),
             .earfcn = 5110,
             .pci = 121,
             .n_rb_dl = 50},
            {.bearing_deg = first_deg + uniform(random, 90, 270),
             .k_db = uniform(random, 4, 12),
             .wanted_dbm = uniform(random, -112, -100),
             .earfcn = 2450,
             .pci = 46,
             .n_rb_dl = 25}};
}

constexpr const char* head = R"(name = "A proof of aim"
dated = "2017-07-15"
note = "Made up."
seed = {}

[[receiver]]
name = "dongle"
tuner_low_hz = 24e6
tuner_high_hz = 1766e6
rate_high_hz = 2.4e6
gain_high_db = 49.6
full_scale_dbm = -15
noise_figure_db = 8
clock_ppm = {}
adc_bits = 8
dc_dbfs = -48
iq_gain_db = 0.2
iq_phase_deg = 0.8

[antenna]
height_m = 6
gain_dbi = 10
beamwidth_deg = 55
azimuth_deg = 0
azimuth_error_deg = 1.5
boom_m = 0.3
sway_m = 0.03
polarization_deg = 0
cross_polar_db = 18
cable_loss_db = 1.5
turn_deg_per_s = 6

[drift]
gain_db = 1
turn_db = 0.3
cell_db = 0.05
)";

constexpr double distance_m = 9000;

std::string tower_words(const Tower& tower, double terrain_db, std::size_t nth) {
    const double bearing = tower.bearing_deg * std::numbers::pi / 180;
    return fmt::format(R"(
[[tower]]
name = "Tower {}"
east_m = {:.1f}
north_m = {:.1f}
height_m = 40
terrain_loss_db = {:.3f}
k_factor_db = {:.2f}

[[tower.sector]]
azimuth_deg = {:.2f}
beamwidth_deg = 65
gain_dbi = 16
polarization = "cross"
carrier = [
    {{ earfcn = {}, pci = {}, n_rb_dl = {}, ports = 2, power_dbm = {}, occupancy = 0.6, frame_start_s = {}, plmn = "310-410", tac = 41201, cell_id = {}, messages = "1A" }},
]
)",
                       nth, distance_m * std::sin(bearing), distance_m * std::cos(bearing), terrain_db, tower.k_db,
                       aim::azimuth_of(tower.bearing_deg + 180), tower.earfcn, tower.pci, tower.n_rb_dl,
                       no_loss_power_dbm, 0.001 * static_cast<double>(nth + 1), 25915137 + 512 * static_cast<int>(nth));
}

std::string scene_words(std::uint64_t seed, const std::vector<Tower>& towers, const std::vector<double>& terrain_db) {
    std::string out = fmt::format(head, seed, radio_ppm);
    for (std::size_t k = 0; k < towers.size(); ++k) out += tower_words(towers[k], terrain_db[k], k);
    return out;
}

survey::ScanCell scanned(const scene::Carrier& carrier, int pci) {
    survey::ScanCell found;
    found.frequency_hz = carrier.frequency_hz;
    found.carriers = survey::carrier_names(carrier.frequency_hz, dsp::lte::Duplex::fdd);
    found.cell.pci = pci;
    found.cell.mib = dsp::lte::Mib{.n_rb_dl = carrier.cell.n_rb_dl, .ports = carrier.cell.ports};
    found.cell.cfo_hz = -radio_ppm * 1e-6 * carrier.frequency_hz;
    found.operated_by.name = "AT&T";
    return found;
}

double mw(double dbm) {
    return std::pow(10, dbm / 10);
}

// Mean power over sways, times, frequencies and ports.
double mean_dbm(scene::Waves& waves, int ports, double azimuth_deg, const std::vector<scene::Sway>& sways) {
    const double step_hz = measured_band_hz / truth_frequencies;
    std::vector<std::complex<float>> response(truth_frequencies);
    double sum = 0;
    for (const scene::Sway& sway : sways) {
        waves.point({.azimuth_deg = azimuth_deg, .polarization_deg = 0}, sway);
        for (int port = 0; port < ports; ++port)
            for (std::size_t at = 0; at < truth_times; ++at) {
                const double time_s = truth_span_s * (static_cast<double>(at) + 0.37) / truth_times;
                waves.response(port, time_s, -measured_band_hz / 2, step_hz, response);
                for (const std::complex<float>& value : response) sum += std::norm(value);
            }
    }
    return 10 * std::log10(sum / static_cast<double>(sways.size() * truth_times * truth_frequencies) / ports);
}

}  // namespace

MadeScene make_scene(std::uint64_t seed) {
    Random random(seed);
    const std::vector<Tower> wanted = towers(random);
    std::vector<double> terrain_db(wanted.size(), 0);
    const scene::World bare = scene::parse_scene(scene_words(seed, wanted, terrain_db), "a made scene");
    for (std::size_t k = 0; k < wanted.size(); ++k) {
        const scene::Sector& sector = bare.towers[k].sectors.front();
        terrain_db[k] = scene::rsrp_dbm(bare, bare.towers[k], sector, sector.carriers.front()) - wanted[k].wanted_dbm;
    }
    MadeScene out{.toml = scene_words(seed, wanted, terrain_db), .world = {}, .cells = {}};
    out.world = scene::parse_scene(out.toml, "a made scene");
    for (std::size_t k = 0; k < wanted.size(); ++k)
        out.cells.push_back(scanned(out.world.towers[k].sectors.front().carriers.front(), wanted[k].pci));
    return out;
}

// As the scene's air makes its waves: each carrier's seed follows from the world's.
SceneTruth::SceneTruth(const scene::World& world)
    : noise_dbm_(thermal_dbm_re + world.receivers.front().noise_figure_db) {
    constexpr std::uint64_t seed_factor = 7919;
    constexpr double light_m_per_s = 299792458;
    const scene::Lobe lobe(world.antenna.beamwidth_deg, world.seed);
    Random random(world.seed);
    std::normal_distribution<double> sway_m(0, world.antenna.sway_m);
    std::vector<scene::Sway> sways;
    for (std::size_t k = 0; k < truth_sways; ++k) sways.push_back({sway_m(random), sway_m(random)});
    std::uint64_t seed = world.seed * seed_factor;
    for (const scene::Tower& tower : world.towers) {
        const scene::Sector& sector = tower.sectors.front();
        const scene::Carrier& carrier = sector.carriers.front();
        scene::Waves waves({.bearing_deg = scene::bearing_deg(tower),
                            .wavelength_m = light_m_per_s / carrier.frequency_hz,
                            .k_factor_db = tower.k_factor_db,
                            .cross_polarized = sector.cross_polarized,
                            .amplitude = std::pow(10.0, scene::rsrp_dbm(world, tower, sector, carrier) / 20),
                            .cross_polar_db = world.antenna.cross_polar_db,
                            .ports = carrier.cell.ports,
                            .boom_m = world.antenna.boom_m,
                            .walk_db = 0,
                            .seed = ++seed},
                           lobe);
        Cell cell{.frequency_hz = carrier.frequency_hz,
                  .bandwidth_mhz = block_mhz * carrier.cell.n_rb_dl,
                  .load = carrier.cell.occupancy,
                  .level_dbm = {}};
        for (double azimuth_deg = 0; azimuth_deg < 360; azimuth_deg += truth_step_deg)
            cell.level_dbm.push_back(mean_dbm(waves, carrier.cell.ports, azimuth_deg, sways));
        cells_.push_back(std::move(cell));
    }
}

double SceneTruth::level_dbm(std::size_t cell, double azimuth_deg) const {
    const std::vector<double>& level = cells_[cell].level_dbm;
    const double place = aim::azimuth_of(azimuth_deg) / truth_step_deg;
    const auto below = static_cast<std::size_t>(place) % level.size();
    const double part = place - std::floor(place);
    return (1 - part) * level[below] + part * level[(below + 1) % level.size()];
}

double SceneTruth::peak_deg(std::size_t cell) const {
    const std::vector<double>& level = cells_[cell].level_dbm;
    const std::size_t n = level.size();
    const auto at = static_cast<std::size_t>(std::max_element(level.begin(), level.end()) - level.begin());
    const double here = level[at], before = level[(at + n - 1) % n], after = level[(at + 1) % n];
    const double bend = before - 2 * here + after;
    return aim::azimuth_of(truth_step_deg * (static_cast<double>(at) + (bend < 0 ? 0.5 * (before - after) / bend : 0)));
}

double SceneTruth::mbps(double frequency_hz, double azimuth_deg) const {
    double most = 0, others = 0, bandwidth_mhz = 0;
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
        if (cells_[cell].frequency_hz != frequency_hz) continue;
        const double power = mw(level_dbm(cell, azimuth_deg));
        others += cells_[cell].load * std::min(power, most);
        most = std::max(most, power);
        bandwidth_mhz = cells_[cell].bandwidth_mhz;
    }
    const double sinr = most / (others + mw(noise_dbm_));
    return bandwidth_mhz * std::min(most_bits, bits_share * std::log2(1 + sinr));
}

double SceneTruth::best_mbps(double frequency_hz) const {
    double best = 0;
    for (double azimuth_deg = 0; azimuth_deg < 360; azimuth_deg += 1)
        best = std::max(best, mbps(frequency_hz, azimuth_deg));
    return best;
}

double SceneTruth::best_mbps() const {
    double best = 0;
    for (const Cell& cell : cells_) best = std::max(best, best_mbps(cell.frequency_hz));
    return best;
}

}  // namespace boresight::proof
