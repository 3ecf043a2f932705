// SPDX-License-Identifier: GPL-3.0-or-later
// A made live sweep for the tests that keep one: what was asked, its two cells on two carriers, and stops of 20 looks
// at each.
#pragma once

#include <vector>

#include "catalog/carriers.h"
#include "survey/sweep_record.h"

namespace boresight::survey::made {

constexpr double frequency_hz = 739e6, other_hz = 874e6;
constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t start_ns = 1'500'000'000 * second_ns;

inline SweepOrigin origin() {
    SweepOrigin out{.radio = "driver=scene", .antenna = "log-periodic", .operator_name = "AT&T", .simulated = true};
    out.setting.plan.beamwidth_deg = 55;
    out.setting.plan.azimuth_sigma_deg = 1.5;
    out.setting.plan.first_azimuth_deg = 150;
    out.setting.plan.reach = aim::MountArc{300, 120};
    out.setting.plan.most_stops = 20;
    out.setting.plan.most_s = 900;
    out.setting.plan.dwell_s = 6;
    out.setting.plan.target_half_width_deg = 4;
    out.setting.scale = {.kind = aim::ScaleKind::mark, .zero = aim::ScaleZero{88, 2.5}, .declination_deg = {}};
    out.setting.polarizations = {{{"vertical", 0}, {"horizontal", 90}}};
    for (const double hz : {frequency_hz, other_hz}) {
        SweepCarrier carrier{
            .frequency_hz = hz, .names = catalog::carriers_at(catalog::Rat::lte, hz), .operator_name = "AT&T"};
        carrier.n_rb_dl = 50;
        out.carriers.push_back(carrier);
    }
    return out;
}

inline const std::vector<SweepCell> cells{{.frequency_hz = frequency_hz, .pci = 357, .ports = 2, .n_rb_dl = 50},
                                          {.frequency_hz = other_hz, .pci = 12, .ports = 4, .n_rb_dl = 50}};

inline SweepStopRecord stop(int nth, StopKind kind, double azimuth_deg) {
    SweepStopRecord out;
    out.kind = kind;
    out.azimuth_deg = azimuth_deg;
    out.polarization_deg = kind == StopKind::polarization ? 90 : 0;
    out.start_ns = start_ns + nth * 20 * second_ns;
    out.end_ns = out.start_ns + 8 * second_ns;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        CarrierDwell carrier{.frequency_hz = cells[c].frequency_hz};
        carrier.dwell.pose.azimuth_deg = azimuth_deg;
        carrier.dwell.pose.polarization_deg = out.polarization_deg;
        carrier.dwell.start_ns = out.start_ns;
        carrier.dwell.end_ns = out.end_ns;
        carrier.dwell.center_frequency_hz = carrier.frequency_hz;
        carrier.dwell.gain_db = 30;
        for (int look = 0; look < 20; ++look) {
            store::Reading reading;
            reading.offset_ms = 400 * look;
            reading.n = 4;
            reading.noise_dbfs_re = -70;
            if (look != 3) reading.rsrp_dbfs = -60.25 - nth;
            if (look != 3) reading.rsrp_port1_dbfs = -62;
            carrier.looks.push_back({c, reading});
        }
        carrier.bands.push_back({.low_hz = carrier.frequency_hz - 540e3,
                                 .high_hz = carrier.frequency_hz + 540e3,
                                 .power_dbfs = -40.5,
                                 .noise_dbfs = -50.25,
                                 .snr_db = 9.25,
                                 .sigma_db = 0.5});
        out.carriers.push_back(carrier);
    }
    return out;
}

}  // namespace boresight::survey::made
