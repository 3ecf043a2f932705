// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scan_cells_json.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/json_numbers.h"
#include "cli/scan_carrier_json.h"
#include "cli/scan_report.h"
#include "cli/system_info_json.h"
#include "cli/umts_cell_json.h"
#include "dsp/core/decibel.h"

namespace boresight::cli {

using Json = nlohmann::ordered_json;

namespace {

using dsp::lte::Cell;

constexpr std::array<const char*, 5> refusal_names{"lte.too_few_samples", "lte.pss.below_threshold",
                                                   "lte.sss.inconsistent", "lte.crs.absent", "lte.pbch.crc"};
static_assert(refusal_names.size() == static_cast<std::size_t>(dsp::lte::Refusal::count));
constexpr std::array<const char*, 5> umts_refusal_names{"umts.too_few_samples", "umts.psch.below_threshold",
                                                        "umts.ssch.inconsistent", "umts.cpich.absent", "umts.bch.crc"};
static_assert(umts_refusal_names.size() == static_cast<std::size_t>(dsp::umts::Refusal::count));

const char* phich_ng(dsp::lte::PhichNg ng) {
    switch (ng) {
        case dsp::lte::PhichNg::one_sixth: return "1/6";
        case dsp::lte::PhichNg::half: return "1/2";
        case dsp::lte::PhichNg::one: return "1";
        case dsp::lte::PhichNg::two: break;
    }
    return "2";
}

void put_mib(const Cell& cell, Json& out) {
    const bool read = cell.mib.has_value();
    const auto& mib = cell.mib;
    out["n_rb_dl"] = read ? Json(mib->n_rb_dl) : Json(nullptr);
    out["ports"] = read ? Json(mib->ports) : Json(nullptr);
    out["phich_duration"] =
        read ? Json(mib->phich_duration == dsp::lte::PhichDuration::normal ? "normal" : "extended") : Json(nullptr);
    out["phich_ng"] = read ? Json(phich_ng(mib->phich_ng)) : Json(nullptr);
    out["mib_hex"] = read ? Json(fmt::format("{:06x}", mib->bits)) : Json(nullptr);
    out["sfn"] = read ? Json(mib->sfn) : Json(nullptr);
}

void put_levels(const survey::ScanCell& found, Json& out) {
    const Cell& cell = found.cell;
    out["rsrp_dbfs"] = number(cell.rsrp_dbfs, 2);
    out["rsrp_sigma_db"] = number(cell.rsrp_sigma_db, 2);
    out["rsrp_ports_dbfs"] = Json::array();
    for (const double port : cell.rsrp_ports_dbfs) out["rsrp_ports_dbfs"].push_back(number(port, 2));
    double sum = 0;
    for (const double port : cell.rsrp_ports_dbfs) sum += dsp::power_from_db(port);
    out["rsrp_sum_dbfs"] = number(dsp::db_from_power(sum), 2);
    out["rsrp_dbm"] = number(found.level_dbm, 2);
    out["rsrp_dbm_sigma_db"] = found.level_dbm ? number(found.level_dbm_sigma_db, 2) : Json(nullptr);
    out["rssi_dbfs"] = number(cell.rssi_dbfs, 2);
    out["rssi_sigma_db"] = number(cell.rssi_sigma_db, 2);
    out["rsrq_db"] = number(cell.rsrq_db, 2);
    out["rsrq_sigma_db"] = number(cell.rsrq_sigma_db, 2);
    out["rsrq_n_rb"] = cell.rsrq_n_rb;
    out["sinr_db"] = number(cell.sinr_db, 2);
    out["sinr_sigma_db"] = number(cell.sinr_sigma_db, 2);
    out["noise_dbfs_re"] = number(cell.noise_dbfs_re, 2);
    out["noise_sigma_db"] = number(cell.noise_sigma_db, 2);
    out["delay_spread_us"] = number(cell.delay_spread_us, 2);
    out["first_path_db"] = number(cell.first_path_db, 2);
    out["direct_path_blocked"] = or_null(cell.direct_path_blocked);
    out["coherence_time_s"] = number(cell.coherence_time_s, 5);
    out["coherence_at_least_s"] = number(cell.coherence_at_least_s, 5);
    out["load"] = cell.load ? number(cell.load->share, 3) : Json(nullptr);
    out["load_sigma"] = cell.load ? number(cell.load->sigma, 3) : Json(nullptr);
    out["load_n_rb"] = cell.load ? Json(cell.load->n_rb) : Json(nullptr);
    out["n"] = cell.n;
}

Json cell_object(const survey::ScanCell& found) {
    const Cell& cell = found.cell;
    Json out;
    out["rat"] = "lte";
    out["pci"] = cell.pci;
    out["duplex"] = cell.duplex == dsp::lte::Duplex::fdd ? "fdd" : "tdd";
    out["cp"] = cell.cp == dsp::lte::CyclicPrefix::normal ? "normal" : "extended";
    put_mib(cell, out);
    out["frame_start_sample"] = number(cell.frame_start_sample, 2);
    put_carrier(found, "earfcn", out);
    put_offsets(cell, out);
    put_levels(found, out);
    put_system_info(found, out);
    return out;
}

}  // namespace

Json cells_json(const survey::ScanResult& result) {
    Json out = Json::array();
    for (const survey::ScanCell& cell : result.cells) out.push_back(cell_object(cell));
    for (const survey::UmtsScanCell& cell : result.umts_cells) out.push_back(umts_cell_object(cell));
    return out;
}

Json microcells_json(const std::vector<app::MicrocellHeard>& microcells) {
    Json out = Json::array();
    for (const app::MicrocellHeard& each : microcells)
        out.push_back({{"frequency_hz", each.frequency_hz},
                       {"psc", each.psc},
                       {"known_by", advise::known_by_name(each.known_by)}});
    return out;
}

Json short_json(const std::vector<survey::ShortCell>& cells) {
    Json out = Json::array();
    for (const survey::ShortCell& cell : cells)
        out.push_back({{"rat", catalog::rat_name(cell.rat)},
                       {cell.rat == catalog::Rat::umts ? "psc" : "pci", cell.physical_id},
                       {"frequency_hz", hertz(cell.frequency_hz)},
                       {"cfo_hz", number(cell.cfo_hz, 1)},
                       {"why", short_words(cell)}});
    return out;
}

Json refusals_json(const survey::ScanResult& result) {
    Json out = Json::object();
    for (std::size_t k = 0; k < refusal_names.size(); ++k)
        if (result.refusals[k] > 0) out[refusal_names[k]] = result.refusals[k];
    for (std::size_t k = 0; k < umts_refusal_names.size(); ++k)
        if (result.umts_refusals[k] > 0) out[umts_refusal_names[k]] = result.umts_refusals[k];
    return out;
}

}  // namespace boresight::cli
