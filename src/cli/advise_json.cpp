// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/advise_report.h"
#include "cli/aim_json_parts.h"
#include "cli/lock_report.h"
#include "platform/utc_time.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json source_object(const std::optional<app::AdviseSource>& source) {
    if (!source) return nullptr;
    return {{"session", source->session.value},
            {"command", source->command},
            {"name", source->name},
            {"start", format_utc(source->start_ns)},
            {"azimuth_deg", number(source->azimuth_deg, 1)},
            {"azimuth_low_deg", number(source->low_deg, 1)},
            {"azimuth_high_deg", number(source->high_deg, 1)},
            {"scale", source->verdict ? Json(aim::scale_name(source->scale.kind)) : Json(nullptr)},
            {"verdict", source->verdict ? Json(kind_name(*source->verdict)) : Json(nullptr)},
            {"azimuths", source->azimuths},
            {"passed_over", source->passed_over}};
}

Json carrier_object(const advise::RankedCarrier& carrier) {
    return {{"band", carrier.band},
            {"earfcn", carrier.earfcn},
            {"pci", carrier.pci},
            {"operator", text_or_null(carrier.operator_name)},
            {"bandwidth_mhz", number(carrier.bandwidth_hz / 1e6, 1)},
            {"sinr_db",
             {{"value", number(carrier.sinr_db.value, 1)},
              {"low", number(carrier.sinr_db.low, 1)},
              {"high", number(carrier.sinr_db.high, 1)}}},
            {"efficiency", number(carrier.efficiency_bps_hz, 3)},
            {"capacity_mbps",
             {{"low", number(carrier.capacity_mbps.low, 2)}, {"high", number(carrier.capacity_mbps.high, 2)}}},
            {"p_best", number(carrier.p_best, 3)},
            {"best_azimuth_deg", number(carrier.own_azimuth_deg, 1)},
            {"tied", carrier.tied},
            {"why", carrier.why}};
}

Json left_out_list(const std::vector<advise::LeftOut>& all) {
    Json out = Json::array();
    for (const advise::LeftOut& each : all) out.push_back({{"band", each.band}, {"why", each.why}});
    return out;
}

Json isolation_object(const std::optional<advise::IsolationFinding>& finding) {
    if (!finding) return nullptr;
    Json out{{"psc", nullptr}, {"uarfcn", nullptr}, {"band", nullptr}, {"known_by", nullptr}};
    for (const char* key :
         {"azimuth_deg", "loudest_deg", "below_loudest_db", "pilot_dbm", "isolation_db", "noise_rise_db"})
        out[key] = nullptr;
    if (const auto& found = finding->isolation) {
        out["psc"] = found->cell.psc;
        out["uarfcn"] = found->cell.uarfcn;
        out["band"] = found->cell.band;
        out["known_by"] = advise::known_by_name(found->known_by);
        out["azimuth_deg"] = number(found->azimuth_deg, 1);
        out["loudest_deg"] = number(found->loudest_deg, 1);
        out["below_loudest_db"] = value_object(found->below_loudest_db);
        out["pilot_dbm"] = value_object(found->pilot_dbm);
        out["isolation_db"] = value_object(found->isolation_db);
        out["noise_rise_db"] = value_object(found->noise_rise_db);
    }
    out["sentences"] = finding->sentences;
    return out;
}

Json circular_object(const AdviseReport& report) {
    if (!report.outcome.circular) return nullptr;
    const advise::Circular& circular = *report.outcome.circular;
    return {{"microcell", report.request.microcell->id},
            {"separation", advise::separation_name(circular.separation)},
            {"sentence", circular.sentence},
            {"reasons", circular.reasons},
            {"separating_bands", circular.separating_bands},
            {"lock", circular.lock ? lock_object(*circular.lock) : Json(nullptr)},
            {"checks", circular.checks},
            {"isolation", isolation_object(report.outcome.isolation)},
            {"sources", circular.sources}};
}

}  // namespace

std::string advise_json(const AdviseReport& report) {
    const app::AdviseOutcome& outcome = report.outcome;
    Json out;
    out["boresight"] = version();
    out["command"] = "advise";
    out["simulated"] = outcome.source && outcome.source->simulated;
    out["source"] = source_object(outcome.source);
    out["hotspot"] = report.request.hotspot ? Json(report.request.hotspot->id) : Json(nullptr);
    out["operator"] = report.request.of ? Json(report.request.of->brand) : Json(nullptr);
    out["date"] = outcome.day;
    out["ranking"] = Json::array();
    for (const auto& carrier : outcome.ranking.carriers) out["ranking"].push_back(carrier_object(carrier));
    out["why_no_ranking"] = text_or_null(outcome.ranking.why_empty);
    out["not_measured"] = left_out_list(outcome.ranking.not_measured);
    out["not_usable"] = left_out_list(outcome.ranking.not_usable);
    out["umts"] = Json::array();
    for (const advise::UmtsCarrierHeard& each : outcome.umts)
        out["umts"].push_back(
            {{"band", each.band},
             {"uarfcn", each.uarfcn},
             {"psc", each.psc},
             {"loudest_deg", number(each.loudest_deg, 1)},
             {"microcell", each.microcell},
             {"usable", each.usable},
             {"azimuth_deg", number(each.azimuth_deg, 1)},
             {"capacity_mbps", each.capacity_mbps ? Json{{"low", number(each.capacity_mbps->low, 2)},
                                                         {"high", number(each.capacity_mbps->high, 2)}}
                                                  : Json(nullptr)},
             {"place", each.place ? Json(*each.place) : Json(nullptr)},
             {"why", each.why}});
    out["lock"] = outcome.lock ? lock_object(*outcome.lock) : Json(nullptr);
    out["why_no_lock"] = text_or_null(outcome.why_no_lock);
    out["circular"] = circular_object(report);
    out["setups"] = Json::array();
    out["why_no_setups"] = setups_reason();
    out["notes"] = advise::ranking_notes(outcome.ranking);
    out["safety"] = cable_words();
    out["next"] = advise_next(report);
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
