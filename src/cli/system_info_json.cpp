// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/system_info_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "cli/json_numbers.h"
#include "survey/announced.h"
#include "survey/radio_rate.h"

namespace boresight::cli {

using Json = nlohmann::ordered_json;

namespace {

Json sib1_object(const dsp::lte::Sib1& sib1) {
    return {{"plmn", sib1.plmns.front()},
            {"plmn_list", sib1.plmns},
            {"tac", sib1.tac},
            {"cell_id", sib1.cell_id},
            {"barred", sib1.barred},
            {"csg", sib1.csg},
            {"band", sib1.band},
            {"other_bands", sib1.other_bands},
            {"q_rxlevmin_dbm", sib1.q_rxlevmin_dbm},
            {"si_window_ms", sib1.si_window_ms},
            {"value_tag", sib1.value_tag},
            {"p_max", or_null(sib1.p_max_dbm)},
            {"tdd_config", or_null(sib1.tdd_config)},
            {"tdd_special", or_null(sib1.tdd_special)}};
}

Json barring_object(const std::optional<dsp::lte::AccessBarring>& barring) {
    if (!barring) return nullptr;
    return {{"allowed_percent", barring->allowed_percent}, {"wait_s", barring->wait_s}};
}

Json sib2_object(const survey::ScanCell& found) {
    const dsp::lte::Sib2& sib2 = *found.cell.system_info->sib2;
    const survey::Uplink uplink = survey::uplink_of(found);
    Json mbsfn = Json::array();
    for (const dsp::lte::MbsfnSubframes& some : sib2.mbsfn)
        mbsfn.push_back({{"period_frames", some.period_frames},
                         {"offset_frames", some.offset_frames},
                         {"subframes", fmt::format("{:0{}b}", some.subframes, 6 * some.frames)}});
    return {{"reference_signal_power_dbm", sib2.reference_signal_power_dbm},
            {"p_b", sib2.p_b},
            {"ul_earfcn", or_null(sib2.ul_earfcn)},
            {"ul_frequency_hz", hertz(uplink.frequency_hz)},
            {"ul_n_rb", or_null(uplink.n_rb)},
            {"mbsfn", mbsfn},
            {"emergency_barred", sib2.emergency_barred},
            {"signalling_barring", barring_object(sib2.signalling_barring)},
            {"data_barring", barring_object(sib2.data_barring)}};
}

Json sib5_array(const std::vector<dsp::lte::NeighbourCarrier>& neighbours) {
    Json out = Json::array();
    for (const dsp::lte::NeighbourCarrier& carrier : neighbours) {
        const auto named = survey::downlink_of(carrier);
        out.push_back({{"earfcn", carrier.earfcn},
                       {"band", named ? Json(named->band->number) : Json(nullptr)},
                       {"frequency_hz", named ? hertz(named->frequency_hz) : Json(nullptr)},
                       {"n_rb", carrier.n_rb},
                       {"priority", or_null(carrier.priority)},
                       {"q_rxlevmin_dbm", carrier.q_rxlevmin_dbm},
                       {"threshold_high_db", carrier.threshold_high_db},
                       {"threshold_low_db", carrier.threshold_low_db},
                       {"q_offset_db", carrier.q_offset_db},
                       {"p_max", or_null(carrier.p_max_dbm)}});
    }
    return out;
}

}  // namespace

void put_system_info(const survey::ScanCell& found, Json& out) {
    const auto& info = found.cell.system_info;
    const auto& mib = found.cell.mib;
    out["sib1_hex"] = info ? Json(fmt::format("{:02x}", fmt::join(info->sib1_block, ""))) : Json(nullptr);
    out["sib1"] = info ? sib1_object(info->sib1) : Json(nullptr);
    out["sib1_needs_rate_sps"] = mib && !info ? number(survey::whole_carrier_rate_hz(mib->n_rb_dl), 0) : Json(nullptr);
    out["si_hex"] = Json::array();
    if (info)
        for (const auto& block : info->si_blocks) out["si_hex"].push_back(fmt::format("{:02x}", fmt::join(block, "")));
    out["sib2"] = info && info->sib2 ? sib2_object(found) : Json(nullptr);
    out["sib5"] = info && info->sib5 ? sib5_array(*info->sib5) : Json(nullptr);
}

}  // namespace boresight::cli
