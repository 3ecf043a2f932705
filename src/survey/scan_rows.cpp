// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/scan_rows.h"

#include <cmath>

namespace boresight::survey {

store::CellIdentity identity_of(const ScanCell& cell) {
    store::CellIdentity identity;
    identity.frequency_hz = cell.frequency_hz;
    identity.physical_id = cell.cell.pci;
    if (cell.cell.system_info) {
        identity.plmn = cell.cell.system_info->sib1.plmns.front();
        identity.cell_id = cell.cell.system_info->sib1.cell_id;
    }
    return identity;
}

store::CellIdentity identity_of(const UmtsScanCell& cell) {
    store::CellIdentity identity;
    identity.rat = store::Rat::umts;
    identity.frequency_hz = cell.frequency_hz;
    identity.physical_id = cell.cell.psc;
    const auto& info = cell.cell.system_info;
    if (info && info->mib && !info->mib->plmn.empty()) {
        identity.plmn = info->mib->plmn;
        if (info->sib3) identity.cell_id = info->sib3->cell_id;
    }
    return identity;
}

store::CellFacts facts_of(const dsp::lte::Cell& cell) {
    store::CellFacts facts;
    facts.tdd = cell.duplex == dsp::lte::Duplex::tdd;
    if (cell.system_info) facts.area_code = cell.system_info->sib1.tac;
    facts.extended_cp = cell.cp == dsp::lte::CyclicPrefix::extended;
    if (cell.mib) {
        facts.n_rb_dl = cell.mib->n_rb_dl;
        facts.ports = cell.mib->ports;
    }
    return facts;
}

store::CellFacts facts_of(const dsp::umts::Cell& cell) {
    store::CellFacts facts;
    if (cell.system_info && cell.system_info->sib1) facts.area_code = cell.system_info->sib1->lac;
    return facts;
}

store::Reading reading_of(const dsp::lte::Cell& cell) {
    const auto port = [&](std::size_t k) {
        return cell.rsrp_ports_dbfs.size() > k ? std::optional(cell.rsrp_ports_dbfs[k]) : std::nullopt;
    };
    store::Reading reading;
    reading.n = cell.n;
    reading.rsrp_dbfs = cell.rsrp_dbfs;
    reading.rsrp_sigma_db = cell.rsrp_sigma_db;
    reading.rsrp_port1_dbfs = port(1);
    reading.rsrp_port2_dbfs = port(2);
    reading.rsrp_port3_dbfs = port(3);
    reading.rsrq_db = cell.rsrq_db;
    reading.rsrq_sigma_db = cell.rsrq_sigma_db;
    reading.rsrq_n_rb = cell.rsrq_n_rb;
    reading.sinr_db = cell.sinr_db;
    reading.sinr_sigma_db = cell.sinr_sigma_db;
    reading.noise_dbfs_re = cell.noise_dbfs_re;
    reading.noise_sigma_db = cell.noise_sigma_db;
    reading.delay_spread_us = cell.delay_spread_us;
    reading.first_path_db = cell.first_path_db;
    reading.rssi_dbfs = cell.rssi_dbfs;
    reading.cfo_hz = cell.cfo_hz;
    reading.cfo_sigma_hz = cell.cfo_sigma_hz;
    reading.clock_ppm = cell.clock_ppm;
    return reading;
}

store::Reading reading_of(const dsp::umts::Cell& cell) {
    store::Reading reading;
    reading.n = cell.n;
    reading.rscp_dbfs = cell.rscp_dbfs;
    reading.rscp_sigma_db = cell.rscp_sigma_db;
    reading.ecno_db = cell.ecno_db;
    reading.ecno_sigma_db = cell.ecno_sigma_db;
    reading.delay_spread_us = cell.delay_spread_us;
    if (!cell.paths.empty()) reading.first_path_db = cell.paths.front().power_db;
    reading.rssi_dbfs = cell.rssi_dbfs;
    reading.cfo_hz = cell.cfo_hz;
    reading.cfo_sigma_hz = cell.cfo_sigma_hz;
    reading.clock_ppm = cell.clock_ppm;
    return reading;
}

store::BandReading band_reading_of(const SpectrumChannel& channel) {
    store::BandReading reading;
    reading.low_hz = channel.low_hz;
    reading.high_hz = channel.high_hz;
    reading.power_dbfs = channel.power_dbfs;
    reading.noise_dbfs = channel.noise_dbfs;
    reading.snr_db = channel.snr_db;
    reading.sigma_db = channel.sigma_db;
    return reading;
}

store::Dwell dwell_of(const Stretch& piece, std::int64_t start_ns, double sample_rate_hz) {
    store::Dwell dwell;
    dwell.start_ns = start_ns;
    dwell.end_ns = start_ns + std::llround(1e9 * static_cast<double>(piece.samples) / sample_rate_hz);
    dwell.center_frequency_hz = piece.center_frequency_hz;
    dwell.sample_rate_hz = sample_rate_hz;
    dwell.gain_db = piece.gain_db;
    dwell.flags = (piece.after_overflow ? store::dwell_flag::overflow : 0) |
                  (piece.clipped_share > 0 ? store::dwell_flag::clipped : 0);
    return dwell;
}

}  // namespace boresight::survey
