// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/umts_cell_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/json_numbers.h"
#include "cli/scan_carrier_json.h"
#include "dsp/umts/codes.h"

namespace boresight::cli {

using Json = nlohmann::ordered_json;

namespace {

constexpr int bits_of_c_id = 16;  // the rest of a cell's identity is its RNC's

// 246 bits, first bit first, and two zeros.
std::string block_hex(const dsp::umts::BchBits& bits) {
    std::string hex;
    for (std::size_t first = 0; first < bits.size(); first += 4) {
        int digit = 0;
        for (std::size_t k = first; k < first + 4; ++k) digit = 2 * digit + (k < bits.size() ? bits[k] : 0);
        hex += fmt::format("{:X}", digit);
    }
    return hex;
}

void put_levels(const survey::UmtsScanCell& found, Json& out) {
    const dsp::umts::Cell& cell = found.cell;
    out["rscp_dbfs"] = number(cell.rscp_dbfs, 2);
    out["rscp_sigma_db"] = number(cell.rscp_sigma_db, 2);
    out["rscp_dbm"] = number(found.level_dbm, 2);
    out["rscp_dbm_sigma_db"] = found.level_dbm ? number(found.level_dbm_sigma_db, 2) : Json(nullptr);
    out["ecno_db"] = number(cell.ecno_db, 2);
    out["ecno_sigma_db"] = number(cell.ecno_sigma_db, 2);
    out["rssi_dbfs"] = number(cell.rssi_dbfs, 2);
    out["rssi_sigma_db"] = number(cell.rssi_sigma_db, 2);
    out["sinr_db"] = number(cell.sinr_db, 2);
    out["sinr_sigma_db"] = number(cell.sinr_sigma_db, 2);
    out["paths"] = Json::array();
    for (const dsp::umts::Path& path : cell.paths)
        out["paths"].push_back({{"delay_us", number(path.delay_us, 3)}, {"power_db", number(path.power_db, 2)}});
    out["delay_spread_us"] = number(cell.delay_spread_us, 3);
    out["band_loss_db"] = number(cell.band_loss_db, 2);
    out["n"] = cell.n;
}

// On other carriers: what SIB11 and SIB19 name.
Json neighbours_array(const dsp::umts::SystemInfo& info) {
    Json out = Json::array();
    if (info.sib11)
        for (const auto& cell : info.sib11->inter)
            out.push_back({{"rat", "umts"}, {"uarfcn", cell.uarfcn}, {"psc", cell.psc}});
    if (info.sib19)
        for (const auto& carrier : info.sib19->eutra)
            out.push_back({{"rat", "lte"},
                           {"earfcn", carrier.earfcn},
                           {"n_rb", carrier.n_rb},
                           {"priority", carrier.priority},
                           {"q_rxlevmin_dbm", carrier.q_rxlev_min_dbm}});
    return out;
}

void put_broadcast(const dsp::umts::Cell& cell, Json& out) {
    out["bch_blocks_hex"] = Json::array();
    for (const dsp::umts::BchBlock& block : cell.bch_blocks) out["bch_blocks_hex"].push_back(block_hex(block.bits));
    const dsp::umts::SystemInfo info = cell.system_info.value_or(dsp::umts::SystemInfo{});
    const bool named = info.mib && !info.mib->plmn.empty();
    out["plmn"] = named ? Json(info.mib->plmn) : Json(nullptr);
    out["lac"] = info.sib1 ? Json(info.sib1->lac) : Json(nullptr);
    out["rac"] = info.sib1 ? or_null(info.sib1->rac) : Json(nullptr);
    out["cell_id"] = info.sib3 ? Json(info.sib3->cell_id) : Json(nullptr);
    out["rnc_id"] = info.sib3 ? Json(info.sib3->cell_id >> bits_of_c_id) : Json(nullptr);
    out["c_id"] = info.sib3 ? Json(info.sib3->cell_id & ((1U << bits_of_c_id) - 1)) : Json(nullptr);
    out["barred"] = info.sib3 ? Json(info.sib3->barred) : Json(nullptr);
    out["q_qual_min_db"] = info.sib3 ? Json(info.sib3->q_qual_min_db) : Json(nullptr);
    out["q_rxlev_min_dbm"] = info.sib3 ? Json(info.sib3->q_rxlev_min_dbm) : Json(nullptr);
    out["plmn_list"] = info.mib ? Json(info.mib->plmn_list) : Json(nullptr);
    out["cpich_tx_power_dbm"] = info.sib5 ? or_null(info.sib5->cpich_tx_power_dbm) : Json(nullptr);
    out["sib11_intra_psc"] = info.sib11 ? Json(info.sib11->intra_psc) : Json(nullptr);
    out["neighbours"] = info.sib11 || info.sib19 ? neighbours_array(info) : Json(nullptr);
}

}  // namespace

Json umts_cell_object(const survey::UmtsScanCell& found) {
    const dsp::umts::Cell& cell = found.cell;
    Json out;
    out["rat"] = "umts";
    out["psc"] = cell.psc;
    out["code_group"] = dsp::umts::code_group(cell.psc);
    out["sfn"] = or_null(cell.sfn);
    out["frame_start_sample"] = number(cell.frame_start_sample, 2);
    put_carrier(found, "uarfcn", out);
    put_offsets(cell, out);
    put_levels(found, out);
    put_broadcast(cell, out);
    out["microcell"] = found.microcell;
    return out;
}

}  // namespace boresight::cli
