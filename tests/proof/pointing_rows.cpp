// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of sweeps with a truth to point at.
#include "tests/proof/row_kinds.h"

namespace boresight::proof {

namespace {

void add_channels(std::vector<Row>& rows) {
    const auto add = [&](Head head, Required required, const Change& change) {
        rows.push_back(pointing_row(std::move(head), required, tower(change)));
    };
    add({"P1", "K 8 dB, coherence .1 s, bearings 3 deg", 400, true}, {93, 2.0, 5.8}, nothing());
    add({"P6", "coherence time as long as a dwell", 400}, {92, 2.4, 6.8}, [](ChannelRecipe& c) {
        c.k_db = 5;
        c.coherence_s = 8;
    });
    add({"P7", "diffuse field stands still", 400}, {91, 2.3, 6.1}, [](ChannelRecipe& c) {
        c.k_db = 5;
        c.static_share = 1;
    });
    add({"P8", "K 0 dB, half stands still", 400}, {93, 2.2, 6.3}, [](ChannelRecipe& c) {
        c.k_db = 0;
        c.static_share = 0.5;
    });
    add({"P9", "second path +100 deg, -3 dB", 400, true}, {93, 2.7, 7.6}, second_path(100, -3));
    add({"P10", "second path +45 deg, -3 dB, in the beam", 400}, {79, 4.4, 9.0}, second_path(45, -3));
    add({"P11", "second path +130 deg, -.5 dB", 400}, {89, 2.8, 8.0}, second_path(130, -0.5));
    add({"P12", "weak: partly heard", 400}, {93, 2.0, 7.0}, [](ChannelRecipe& c) { c.level_dbm = -119; });
    add({"P13", "weaker: mostly not heard", 400}, {93, 1.9, 11.0}, [](ChannelRecipe& c) { c.level_dbm = -122; });
    add({"P25", "coherence 20 ms, K 5 dB", 400}, {93, 1.7, 5.9}, [](ChannelRecipe& c) {
        c.k_db = 5;
        c.coherence_s = 0.02;
    });
    add({"P26", "K 15 dB", 400}, {93, 1.9, 6.0}, [](ChannelRecipe& c) { c.k_db = 15; });
    add({"P24", "as P10 over 1.4 MHz, delay .1 us: the paths interfere", 400}, {77, 5.0, 9.4}, [](ChannelRecipe& c) {
        second_path(45, -3, 0.1)(c);
        c.bandwidth_mhz = 1.4;
    });
}

Scenario hard() {
    Scenario out = tower([](ChannelRecipe& c) {
        second_path(-80, -7)(c);
        c.k_db = 4;
        c.coherence_s = 1.5;
    });
    out.azimuth_sigma_deg = 5;
    out.spoiled_share = 0.04;
    out.drift = 2;
    return out;
}

void add_settings(std::vector<Row>& rows) {
    const auto add = [&](Head head, Required required, Scenario scenario) {
        rows.push_back(pointing_row(std::move(head), required, std::move(scenario)));
    };
    add({"P2", "bearings by hand, 5 deg", 400}, {93, 2.3, 6.8}, with([](Scenario& s) { s.azimuth_sigma_deg = 5; }));
    add({"P3", "bearings by hand, 8 deg", 400}, {93, 2.7, 8.4}, with([](Scenario& s) { s.azimuth_sigma_deg = 8; }));
    add({"P4", "lobe 30 % wider than said", 400}, {93, 2.5, 6.7}, with([](Scenario& s) { s.true_share = 1.3; }));
    add({"P5", "lobe 30 % narrower", 400}, {93, 1.7, 5.2}, with([](Scenario& s) { s.true_share = 0.7; }));
    add({"P14", "6 % spoiled dwells", 400}, {93, 2.7, 7.3}, with([](Scenario& s) { s.spoiled_share = 0.06; }));
    add({"P15", "receiver steps by -3 dB", 400}, {93, 2.0, 6.5}, with([](Scenario& s) { s.receiver_step_db = -3; }));
    add({"P16", "receiver steps by -8 dB", 400}, {93, 3.8, 15.8}, with([](Scenario& s) { s.receiver_step_db = -8; }));
    add({"P17", "cell steps by +3 dB", 400}, {93, 2.2, 6.5}, with([](Scenario& s) { s.cell_step_db = 3; }));
    add({"P18", "drift 2.5 times as large", 400}, {93, 2.2, 6.3}, with([](Scenario& s) { s.drift = 2.5; }));
    add({"P19", "load varies from dwell to dwell", 400}, {93, 2.0, 5.9},
        with([](Scenario& s) { s.load_varies = true; }));
    add({"P20", "rotator", 400}, {93, 1.6, 4.8}, rotator());
    add({"P21", "lobe of 30 deg, bearings 1.5 deg", 400}, {93, 1.0, 3.8}, with([](Scenario& s) {
            s.nominal_deg = 30;
            s.azimuth_sigma_deg = 1.5;
        }));
    add({"P22", "lobe of 85 deg", 400}, {90, 3.1, 9.0}, with([](Scenario& s) { s.nominal_deg = 85; }));
    add({"P23", "bearings 5 deg, path -80 deg -7 dB, K 4 dB, 4 % spoiled, drift", 400}, {92, 4.0, 11.2}, hard());
}

}  // namespace

void add_pointing_rows(std::vector<Row>& rows) {
    add_channels(rows);
    add_settings(rows);
    std::sort(rows.begin(), rows.end(),
              [](const Row& a, const Row& b) { return std::stoi(a.name.substr(1)) < std::stoi(b.name.substr(1)); });
}

}  // namespace boresight::proof
