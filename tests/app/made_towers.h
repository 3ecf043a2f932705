// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps made up for tests: towers at known bearings, heard through a lobe with a back that is 20 dB down, kept in a
// database as `aim` keeps them. Levels are in dB; no two looks are alike.
#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>
#include <vector>

#include "aim/angle.h"
#include "aim/sweep_plan.h"
#include "catalog/carriers.h"
#include "survey/sweep_record.h"

namespace boresight::tests {

struct MadeTower {
    int earfcn = 0;
    int pci = 0;
    double bearing_deg = 0;
    double sinr_db = 0;  // with the antenna turned to it
    int n_rb_dl = 50;
};

struct MadeSweep {
    std::vector<MadeTower> towers;
    std::string operator_name = "AT&T";
    double first_deg = 0;
    std::int64_t start_ns = 0;
    std::size_t most_stops = 100;  // then it is broken off
    survey::SweepOrigin origin = {};
    std::vector<survey::SweepStopRecord> stops = {};
    std::vector<survey::SweepCell> cells = {};
};

inline constexpr double made_beamwidth_deg = 55, made_noise_dbfs = -80, made_back_db = 20, made_jitter_db = 0.6;
inline constexpr int made_looks = 20;

inline double lobe_db(double off_deg) {
    const double off = std::abs(std::remainder(off_deg, 360)) / (made_beamwidth_deg / 2);
    return -10 * std::log10(1 / (std::pow(10.0, -0.3 * off * off) + std::pow(10.0, -made_back_db / 10)));
}

inline double to_kept_db(double db) {
    return std::round(100 * db) / 100;
}

// Fills origin, stops and cells.
inline void make_sweep(MadeSweep& sweep) {
    constexpr std::int64_t second_ns = 1'000'000'000, stop_ns = 20 * second_ns, dwell_ns = 8 * second_ns;
    std::mt19937 random(1);
    std::normal_distribution<double> jitter(0, made_jitter_db);
    sweep.origin = {.radio = "driver=rtlsdr,serial=1", .antenna = "made", .operator_name = sweep.operator_name};
    aim::SweepPlanSetting& plan = sweep.origin.setting.plan;
    plan.beamwidth_deg = made_beamwidth_deg;
    plan.azimuth_sigma_deg = 1.5;
    plan.first_azimuth_deg = sweep.first_deg;
    for (const MadeTower& tower : sweep.towers) {
        const double hz = catalog::channel_to_frequency_hz(catalog::Rat::lte, tower.earfcn);
        sweep.cells.push_back({.frequency_hz = hz, .pci = tower.pci, .ports = 1, .n_rb_dl = tower.n_rb_dl});
        const auto known = [&](const survey::SweepCarrier& each) { return each.frequency_hz == hz; };
        if (std::none_of(sweep.origin.carriers.begin(), sweep.origin.carriers.end(), known))
            sweep.origin.carriers.push_back({.frequency_hz = hz,
                                             .names = catalog::carriers_at(catalog::Rat::lte, hz),
                                             .operator_name = sweep.operator_name,
                                             .n_rb_dl = tower.n_rb_dl});
    }
    std::vector<std::pair<survey::StopKind, double>> places;
    for (const double azimuth : aim::ring_azimuths(plan)) places.emplace_back(survey::StopKind::ring, azimuth);
    places.emplace_back(survey::StopKind::reference, sweep.first_deg);
    for (const double off : {-27.0, 27.0, -17.0, 17.0, 8.0, -8.0})
        places.emplace_back(survey::StopKind::fine, sweep.towers.front().bearing_deg + off);
    places.resize(std::min(places.size(), sweep.most_stops));
    for (std::size_t i = 0; i < places.size(); ++i) {
        survey::SweepStopRecord stop;
        stop.kind = places[i].first;
        stop.azimuth_deg = aim::azimuth_of(places[i].second);
        stop.start_ns = sweep.start_ns + static_cast<std::int64_t>(i) * stop_ns;
        stop.end_ns = stop.start_ns + dwell_ns;
        for (const survey::SweepCarrier& carrier : sweep.origin.carriers) {
            survey::CarrierDwell dwell{.frequency_hz = carrier.frequency_hz};
            dwell.dwell.pose.azimuth_deg = stop.azimuth_deg;
            dwell.dwell.pose.polarization_deg = 0;
            dwell.dwell.start_ns = stop.start_ns;
            dwell.dwell.end_ns = stop.end_ns;
            dwell.dwell.center_frequency_hz = carrier.frequency_hz;
            dwell.dwell.sample_rate_hz = 1.92e6;
            dwell.dwell.gain_db = 30;
            for (int look = 0; look < made_looks; ++look)
                for (std::size_t c = 0; c < sweep.cells.size(); ++c) {
                    if (sweep.cells[c].frequency_hz != carrier.frequency_hz) continue;
                    const MadeTower& tower = sweep.towers[c];
                    const double snr_db = tower.sinr_db + lobe_db(stop.azimuth_deg - tower.bearing_deg);
                    store::Reading reading;
                    reading.offset_ms = 400 * look;
                    reading.n = 4;
                    reading.noise_dbfs_re = made_noise_dbfs;
                    if (snr_db > -6) reading.rsrp_dbfs = to_kept_db(made_noise_dbfs + snr_db + jitter(random));
                    dwell.looks.push_back({c, reading});
                }
            dwell.looks_taken = made_looks;
            stop.carriers.push_back(std::move(dwell));
        }
        sweep.stops.push_back(std::move(stop));
    }
}

inline void keep_sweep(const std::filesystem::path& database, const MadeSweep& sweep, const Clock& clock,
                       bool finished = true) {
    survey::SweepRecorder recorder(database, sweep.origin, clock);
    for (const survey::SweepStopRecord& stop : sweep.stops) recorder.keep(stop, sweep.cells);
    recorder.finish(finished ? store::SweepState::done : store::SweepState::stopped);
}

struct MadeUmts {
    int uarfcn = 0;
    int psc = 0;
    double bearing_deg = 0;
    double rscp_dbfs = 0;  // with the antenna turned to it
    double rssi_dbfs = -38;
};

// Adds a carrier of 3G that isn't aimed for, after make_sweep().
inline void add_umts(const MadeUmts& made, MadeSweep& sweep) {
    survey::SweepCarrier carrier = survey::umts_carrier(made.uarfcn).value();
    carrier.usable = false;
    sweep.origin.carriers.push_back(carrier);
    sweep.cells.push_back({.frequency_hz = carrier.frequency_hz, .pci = made.psc, .rat = catalog::Rat::umts});
    for (survey::SweepStopRecord& stop : sweep.stops) {
        survey::CarrierDwell dwell = stop.carriers.front();
        dwell.frequency_hz = carrier.frequency_hz;
        dwell.dwell.center_frequency_hz = carrier.frequency_hz;
        dwell.looks.clear();
        for (int look = 0; look < made_looks; ++look) {
            store::Reading reading;
            reading.offset_ms = 400 * look + 40;
            reading.n = 15;
            reading.rscp_dbfs =
                to_kept_db(made.rscp_dbfs + lobe_db(stop.azimuth_deg - made.bearing_deg) + 0.3 * (look % 2));
            reading.rssi_dbfs = made.rssi_dbfs;
            dwell.looks.push_back({sweep.cells.size() - 1, reading});
        }
        stop.carriers.push_back(dwell);
    }
}

// Takes LTE out again: a sweep by 3G alone.
inline void leave_umts_alone(MadeSweep& sweep) {
    const auto lte_cells = static_cast<std::size_t>(std::ranges::count_if(
        sweep.cells, [](const survey::SweepCell& cell) { return cell.rat != catalog::Rat::umts; }));
    std::erase_if(sweep.origin.carriers, [](const auto& carrier) { return carrier.rat != catalog::Rat::umts; });
    std::erase_if(sweep.cells, [](const auto& cell) { return cell.rat != catalog::Rat::umts; });
    for (survey::SweepCarrier& carrier : sweep.origin.carriers) carrier.usable = true;
    for (survey::SweepStopRecord& stop : sweep.stops) {
        std::erase_if(stop.carriers,
                      [](const auto& dwell) { return dwell.looks.empty() || !dwell.looks.front().reading.rscp_dbfs; });
        for (survey::CarrierDwell& dwell : stop.carriers)
            for (survey::CellLook& look : dwell.looks) look.cell -= lte_cells;
    }
}

}  // namespace boresight::tests
