// SPDX-License-Identifier: GPL-3.0-or-later
// One made session at one mast: an antenna is set to azimuths one after another, and what a receiver reports of each
// cell in each block of 100 ms is given back, with errors of setting, sway, drift, steps, noise and spoiled dwells. It
// shares nothing with the fit, and its antenna and channel aren't the fit's. The same scenario and seed give the same
// session. Azimuths in degrees, levels in dBm, times in seconds. Nothing fails.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "tests/proof/channel.h"
#include "tests/proof/pattern.h"

namespace boresight::proof {

inline constexpr double noise_dbm = -118;  // per resource element
inline constexpr double limit_snr_db = -6, limit_spread_db = 1.5;

// One tower anywhere on the circle, alone.
std::vector<ChannelRecipe> one_tower(Random& random);

struct Scenario {
    double nominal_deg = 55;           // half-power width in the antenna's profile
    std::optional<double> true_share;  // of it
    double azimuth_sigma_deg = 3, mark_step_deg = 5;
    double sway_m = 0.03;
    double dwell_s = 8, move_s = 12;
    double drift = 1;
    double receiver_step_db = 0, cell_step_db = 0;  // from the eighth stop on
    double spoiled_share = 0;                       // of the dwells
    bool load_varies = false;                       // from dwell to dwell; pilots don't feel it
    std::optional<double> pattern_file_error_db;    // the antenna's measured pattern is known to that
    std::function<std::vector<ChannelRecipe>(Random&)> cells = one_tower;
};

struct Dwell {
    double time_s = 0;       // middle
    double azimuth_deg = 0;  // as it was meant
    bool b = false;
    std::vector<std::vector<std::optional<double>>> cells;  // level of each block; nothing where not detected
    std::vector<double> rssi_dbm = {};                      // power of each cell's channel in the first block
};

// A hand that turns the antenna from mark to mark: how evenly, and how well it says when it passes a mark.
struct Hand {
    double uneven_share = 0.2;  // rms of its speed
    double press_sigma_s = 0.3;
};

// What was received in a steady turn.
struct TurnHeard {
    double begin_s = 0, end_s = 0;                          // as the hand says
    double first_s = 0;                                     // middle of the first block
    std::vector<std::vector<std::optional<double>>> cells;  // level of each block; nothing where not detected
};

// What a cell really gives, by azimuth.
class Truth {
public:
    Truth(const Channel& channel, const std::vector<Sway>& sways);
    double peak_deg() const { return peak_deg_; }
    double level_dbm(double azimuth_deg) const;
    double peak_dbm() const { return peak_dbm_; }

private:
    std::vector<double> level_dbm_;  // every 3 degrees
    double peak_deg_ = 0, peak_dbm_ = 0;
};

class Session {
public:
    Session(const Scenario& scenario, std::uint64_t seed);
    Session(const Session&) = delete;  // its channels know its antenna
    Session& operator=(const Session&) = delete;

    Dwell measure(double azimuth_deg, bool b = false);  // the next stop in time
    // A turn from one azimuth, clockwise positive.
    TurnHeard turn(double from_deg, double by_deg, double seconds, const Hand& hand);
    Truth truth(std::size_t cell) const;
    std::size_t cells() const { return cells_.size(); }

    // The antenna's pattern as a maker measured it: 360 values in dB, each wrong by some normal error and all of it a
    // little too wide or too narrow.
    std::vector<double> pattern_file(double error_db) const;

    // From here on polarization B is received better by this much at this azimuth.
    void set_difference(double azimuth_deg, double difference_db);

private:
    struct Cell {
        std::unique_ptr<Channel> channel;
        double walk_db = 0;
    };
    double gain_db(double time_s);     // of times that never go back
    double set_deg(double meant_deg);  // with the error of setting it

    Scenario scenario_;
    std::uint64_t seed_;
    Random random_;
    Pattern pattern_;
    std::vector<Cell> cells_;
    std::vector<Sway> truth_sways_;
    double warm_up_s_ = 0, period_s_ = 0, phase_ = 0, warm_up_db_ = 0, wave_db_ = 0;
    double now_s_ = 0, walked_s_ = 0, walk_db_ = 0;
    std::size_t stops_ = 0;
};

}  // namespace boresight::proof
