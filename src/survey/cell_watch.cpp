// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/cell_watch.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"
#include "store/scaled.h"

namespace boresight::survey {

namespace {

constexpr double same_timing_s = 5e-6;
constexpr double long_ago_s = 1e6;  // nothing is known of the timing: it is looked for everywhere
constexpr double least_power = 1e-20;

dsp::lte::KnownCell known(const SweepCell& cell, double frame_time_s) {
    return {.pci = cell.pci,
            .duplex = cell.duplex,
            .cp = cell.cp,
            .ports = cell.ports,
            .frame_time_s = frame_time_s,
            .cfo_hz = cell.cfo_hz,
            .clock_ppm = cell.clock_ppm.value_or(0)};
}

std::variant<dsp::lte::Tracker, dsp::umts::Tracker> tracker_of(const SweepCell& cell, double rate_hz) {
    if (cell.rat == catalog::Rat::lte) return dsp::lte::Tracker(known(cell, -long_ago_s));
    return dsp::umts::Tracker({.psc = cell.pci, .cfo_hz = cell.cfo_hz, .clock_ppm = cell.clock_ppm.value_or(0)},
                              {.rate_hz = rate_hz, .carrier_hz = 0});
}

store::Reading reading_of(const dsp::lte::TrackLook& look) {
    store::Reading reading;
    reading.n = look.subframes;
    reading.noise_dbfs_re = kept_db(dsp::db_from_power(look.noise));
    reading.rssi_dbfs = dsp::db_from_power(std::max(look.rssi, least_power));
    if (!look.detected()) return reading;
    const auto port = [&](std::size_t p) {
        return p < look.ports.size() && look.ports[p] > 0 ? kept_db(dsp::db_from_power(look.ports[p])) : std::nullopt;
    };
    reading.rsrp_dbfs = port(0).value_or(dsp::db_from_power(least_power));
    reading.rsrp_port1_dbfs = port(1);
    reading.rsrp_port2_dbfs = port(2);
    reading.rsrp_port3_dbfs = port(3);
    reading.rsrp_sigma_db = 10 / std::log(10) * look.power_sigma / look.power;
    reading.sinr_db = look.sinr_db();
    reading.cfo_hz = look.cfo_hz;
    return reading;
}

store::Reading reading_of(const dsp::umts::TrackLook& look) {
    store::Reading reading;
    reading.rssi_dbfs = kept_db(look.received_dbfs);
    if (!look.cell) return reading;
    const dsp::umts::Cell& cell = *look.cell;
    reading.n = cell.n;
    reading.rscp_dbfs = kept_db(cell.rscp_dbfs);
    reading.rscp_sigma_db = cell.rscp_sigma_db;
    reading.ecno_db = kept_db(cell.ecno_db);
    reading.ecno_sigma_db = cell.ecno_sigma_db;
    reading.sinr_db = cell.sinr_db;
    reading.sinr_sigma_db = cell.sinr_sigma_db;
    reading.cfo_hz = cell.cfo_hz;
    return reading;
}

}  // namespace

std::optional<double> kept_db(double db) {
    return store::unscaled(store::x100(db), 100);
}

CellWatch::CellWatch(const SweepCell& cell, double rate_hz) : tracker_(tracker_of(cell, rate_hz)) {}

void CellWatch::found(const SweepCell& cell, double frame_time_s) {
    auto* const lte = std::get_if<dsp::lte::Tracker>(&tracker_);
    if (!lte) return;  // UMTS finds the timing anew in each look
    const double known_s = lte->cell().frame_time_s;
    if (known_s < 0 || std::abs(std::remainder(known_s - frame_time_s, 0.01)) > same_timing_s)
        *lte = dsp::lte::Tracker(known(cell, frame_time_s));
}

std::optional<store::Reading> CellWatch::look(dsp::IqSpan samples, double time_s, int offset_ms) {
    std::optional<store::Reading> reading;
    if (auto* const lte = std::get_if<dsp::lte::Tracker>(&tracker_)) {
        const dsp::lte::TrackLook seen = lte->look(samples, time_s);
        if (seen.subframes > 0) reading = reading_of(seen);
    } else {
        const dsp::umts::TrackLook seen = std::get<dsp::umts::Tracker>(tracker_).look(samples);
        if (seen.measured) reading = reading_of(seen);
    }
    if (reading) reading->offset_ms = offset_ms;
    return reading;
}

}  // namespace boresight::survey
