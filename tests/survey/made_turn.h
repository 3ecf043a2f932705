// SPDX-License-Identifier: GPL-3.0-or-later
// A made sweep with a direction in it, kept stop by stop as a live one is: two cells on two carriers, each through an
// antenna of 55 degrees with a floor of -20 dB and a little noise; or none through which any direction shows.
#pragma once

#include <cmath>
#include <random>
#include <string>

#include "aim/angle.h"
#include "platform/clock.h"
#include "survey/sweep_record.h"
#include "tests/survey/made_sweep.h"

namespace boresight::survey::made {

struct Turn {
    double best_deg = 238, other_deg = 80;  // of the first cell and the second
    bool flat = false;                      // no direction
    std::size_t most_stops = 99;            // broken off after so many
    store::SweepState state = store::SweepState::done;
    unsigned seed = 5;
};

inline constexpr double present_deg = 150, signal_dbfs = -55, noise_dbfs = -72;

inline const Position farm{.latitude_deg = 44.123456, .longitude_deg = -72.654321, .height_m = 351.5};

inline double through_antenna_db(double off_deg) {
    return std::max(-20.0, -12 * std::pow(aim::wrap_deg(off_deg) / 55, 2));
}

inline SweepStopRecord turned_stop(int nth, StopKind kind, double azimuth_deg, const Turn& turn, std::mt19937& random) {
    SweepStopRecord out = stop(nth, kind, azimuth_deg);
    out.polarization_deg = 0;
    std::normal_distribution<double> noise(0, 0.4);
    const double visit_db = noise(random);
    for (CarrierDwell& carrier : out.carriers) {
        carrier.dwell.pose.polarization_deg = 0;
        carrier.dwell.position = farm;
        for (CellLook& look : carrier.looks) {
            const double best_deg = look.cell == 0 ? turn.best_deg : turn.other_deg;
            const double gain_db = turn.flat ? 0 : through_antenna_db(azimuth_deg - best_deg);
            look.reading.noise_dbfs_re = noise_dbfs;
            look.reading.rsrp_dbfs = std::round(100 * (signal_dbfs + gain_db + visit_db + noise(random))) / 100;
            look.reading.rsrp_port1_dbfs = look.reading.rsrp_dbfs;
        }
    }
    return out;
}

inline SweepOrigin turn_origin() {
    SweepOrigin out = origin();
    out.setting.plan.reach.reset();
    out.setting.plan.first_azimuth_deg = present_deg;
    out.setting.compare_polarizations = false;
    out.country = "US";
    out.hotspot = "mr1100_att";
    out.not_heard = {2, 4};
    out.reach = {{24e6, 1766e6}};
    out.setting.position = farm;
    out.site = "Farm";
    return out;
}

inline std::vector<SweepStopRecord> turn_stops(const Turn& turn) {
    std::mt19937 random(turn.seed);
    std::vector<SweepStopRecord> out;
    const auto add = [&](StopKind kind, double azimuth_deg) {
        if (out.size() < turn.most_stops)
            out.push_back(turned_stop(static_cast<int>(out.size()), kind, aim::azimuth_of(azimuth_deg), turn, random));
    };
    for (int i = 0; i < 12; ++i) {
        if (i == 6) add(StopKind::reference, present_deg);
        add(StopKind::ring, present_deg + 30 * i);
    }
    add(StopKind::reference, present_deg);
    for (const double off : {-0.6, -0.35, 0.0, 0.35, 0.6, 0.0}) add(StopKind::fine, turn.best_deg + 55 * off);
    return out;
}

inline void keep_turn(const std::filesystem::path& database, const SweepOrigin& asked, const Turn& turn) {
    const SystemClock clock;
    SweepRecorder recorder(database, asked, clock);
    for (const SweepStopRecord& one : turn_stops(turn)) recorder.keep(one, cells);
    recorder.finish(turn.state);
}

}  // namespace boresight::survey::made
