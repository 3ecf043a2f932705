// SPDX-License-Identifier: GPL-3.0-or-later
// A made world of bands 1 and 8 as in Europe while both standards are on the air: carriers of 3G alone, side by side
// and weak ones, cells of other towers under them, carriers of LTE that fill as much again, and empty spectrum; and of
// band 5 with two carriers, one of them on an additional channel half way between the others (TS 25.101 5.4.4).
#pragma once

#include <cmath>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "dsp/core/decibel.h"
#include "scene/air.h"
#include "scene/scene_file.h"

namespace boresight::tests {

constexpr double made_noise_figure_db = 6;

struct MadeUmts {
    int uarfcn, psc;
    double power_dbm;
};

// What a tower sends.
struct MadeTower {
    std::vector<MadeUmts> umts;
    std::vector<std::string> lte;  // rows of a scene file
};

inline const std::vector<MadeTower>& made_umts_towers() {
    static const std::vector<MadeTower> towers{
        {.umts = {{2959, 17, 38},
                  {2997, 340, 24},
                  {3063, 400, 13},  // band 8
                  {1007, 233, 26},
                  {4413, 310, 30},  // band 5
                  {10588, 63, 46},
                  {10613, 171, 38},
                  {10787, 9, 28},
                  {10812, 502, 23}},  // band 1
         .lte = {"earfcn = 3666, pci = 11, n_rb_dl = 25, power_dbm = 30, frame_start_s = 0.001",
                 "earfcn = 300, pci = 12, n_rb_dl = 100, power_dbm = 40, frame_start_s = 0.002"}},
        {.umts = {{2959, 88, 36}, {2959, 27, 35}, {10588, 216, 42}}, .lte = {}}};
    return towers;
}

inline std::string made_umts_scene(double clock_ppm, int seed) {
    std::string text = fmt::format(
        "name = \"Made bands of 3G\"\ndated = \"2026-01-01\"\nseed = {}\n"
        "[[receiver]]\nname = \"wide\"\ntuner_low_hz = 70e6\ntuner_high_hz = 6e9\nrate_high_hz = 20e6\n"
        "gain_high_db = 60\nfull_scale_dbm = -10\nnoise_figure_db = {}\nclock_ppm = {}\nadc_bits = 12\n"
        "dc_dbfs = -55\niq_gain_db = 0.1\niq_phase_deg = 0.4\n"
        "[[receiver]]\nname = \"dongle\"\ntuner_low_hz = 24e6\ntuner_high_hz = 1766e6\nrate_high_hz = 2.4e6\n"
        "gain_high_db = 49.6\nfull_scale_dbm = -15\nnoise_figure_db = {}\nclock_ppm = {}\nadc_bits = 8\n"
        "dc_dbfs = -48\niq_gain_db = 0.2\niq_phase_deg = 0.8\n"
        "[antenna]\nheight_m = 6\ngain_dbi = 10\nbeamwidth_deg = 55\nazimuth_deg = 0\npolarization_deg = 0\n"
        "cross_polar_db = 18\ncable_loss_db = 1.5\nturn_deg_per_s = 6\n",
        seed, made_noise_figure_db, clock_ppm, made_noise_figure_db, clock_ppm);
    double east_m = 0;
    for (const MadeTower& tower : made_umts_towers()) {
        text += fmt::format(
            "[[tower]]\nname = \"Tower {0}\"\neast_m = {0}\nnorth_m = 12000\nheight_m = 60\nterrain_loss_db = 34\n"
            "k_factor_db = 30\n[[tower.sector]]\nazimuth_deg = 180\nbeamwidth_deg = 65\ngain_dbi = 16\n"
            "polarization = \"vertical\"\ncarrier = [\n",
            east_m);
        for (const MadeUmts& sent : tower.umts)
            text += fmt::format(
                "{{ uarfcn = {}, psc = {}, power_dbm = {}, occupancy = 0.5, frame_start_s = 0.00{}3, "
                "plmn = \"262-01\", lac = 7, cell_id = {} }},\n",
                sent.uarfcn, sent.psc, sent.power_dbm, sent.psc % 10, 100 + sent.psc);
        for (const std::string& sent : tower.lte) text += "{ " + sent + ", ports = 1, occupancy = 0.7 },\n";
        text += "]\n";
        east_m += 1500;
    }
    return text;
}

struct MadeCell {
    double frequency_hz;
    int psc;

    auto operator<=>(const MadeCell&) const = default;
};

// What the scene's file sends, with Ec/No as a receiver of the whole carrier has it.
inline std::map<MadeCell, double> made_umts_cells(const std::string& file) {
    const scene::World world = scene::load_scene(file);
    const double noise_mw = dsp::power_from_db(-173.9 + 10 * std::log10(3.84e6) + made_noise_figure_db);
    std::map<double, double> all_mw;
    for (const scene::Tower& tower : world.towers)
        for (const scene::Sector& sector : tower.sectors)
            for (const scene::UmtsCarrier& carrier : sector.umts_carriers)
                all_mw[carrier.frequency_hz] += dsp::power_from_db(scene::received_dbm(world, tower, sector, carrier));
    std::map<MadeCell, double> cells;
    for (const scene::Tower& tower : world.towers)
        for (const scene::Sector& sector : tower.sectors)
            for (const scene::UmtsCarrier& carrier : sector.umts_carriers)
                cells[{carrier.frequency_hz, carrier.cell.psc}] =
                    scene::received_dbm(world, tower, sector, carrier) + carrier.cell.cpich_db -
                    dsp::db_from_power(all_mw[carrier.frequency_hz] + noise_mw);
    return cells;
}

}  // namespace boresight::tests
