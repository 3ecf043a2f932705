// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <nlohmann/json.hpp>

#include "advise/umts_throughput.h"
#include "cli/aim_json_parts.h"
#include "cli/aim_live_json_parts.h"
#include "cli/aim_live_report.h"
#include "cli/aim_predicted.h"
#include "cli/lock_report.h"
#include "platform/utc_time.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

const char* end_name(survey::LiveSweepEnd end) {
    switch (end) {
        case survey::LiveSweepEnd::decided: return "decided";
        case survey::LiveSweepEnd::no_direction: return "no_direction";
        case survey::LiveSweepEnd::most_stops: return "most_stops";
        case survey::LiveSweepEnd::out_of_time: return "out_of_time";
        case survey::LiveSweepEnd::nothing_heard: return "nothing_heard";
        case survey::LiveSweepEnd::overload: return "overload";
        case survey::LiveSweepEnd::quit: break;
    }
    return "stopped";
}

const char* kind_name_of(survey::StopKind kind) {
    switch (kind) {
        case survey::StopKind::ring: return "ring";
        case survey::StopKind::reference: return "reference";
        case survey::StopKind::fine: return "fine";
        case survey::StopKind::turn: return "turn";
        case survey::StopKind::elevation: return "elevation";
        case survey::StopKind::polarization: break;
    }
    return "polarization";
}

Json names_of(const survey::SweepCarrier* carrier) {
    Json names = Json::array();
    if (carrier == nullptr) return names;
    for (const catalog::Carrier& name : carrier->names)
        names.push_back({{"band", name.band->label}, {"earfcn", name.channel}});
    return names;
}

// What is to be locked, whoever's hotspot it is.
Json carrier_object(const LiveAimReport& report) {
    const aim::CarrierPointing* best = best_there(report);
    if (best == nullptr) return nullptr;
    const survey::SweepCell& cell = report.outcome.sweep.cells[*report.estimate().leading];
    const auto name = name_of(report, report.outcome.sweep.carriers[best->carrier]);
    const bool lte = cell.rat == catalog::Rat::lte;
    return {{"frequency_hz", cell.frequency_hz},
            {"band", name ? Json(name->band->number) : Json(nullptr)},
            {"earfcn", lte && name ? Json(name->channel) : Json(nullptr)},
            {"carriers", names_of(carrier_of(report, cell))},
            {"pci", lte ? Json(cell.pci) : Json(nullptr)},
            {"rat", lte ? "lte" : "umts"},
            {"uarfcn", !lte && name ? Json(name->channel) : Json(nullptr)},
            {"psc", lte ? Json(nullptr) : Json(cell.pci)},
            {"sinr_db", lte ? value_object(best->sinr_db) : Json(nullptr)},
            {"sinr_gain_over_present_db", lte ? value_object(best->sinr_gain_db) : Json(nullptr)},
            {"p_best", number(report.estimate().choice->carriers.front().p_best, 3)}};
}

Json verdict_object(const LiveAimReport& report) {
    const aim::Verdict& verdict = report.estimate().verdict;
    const aim::Scale& scale = report.outcome.setting.scale;
    std::optional<aim::TrueBearing> true_north;
    if (verdict.azimuth_deg)
        true_north = aim::to_true(scale, *verdict.azimuth_deg, *verdict.low_deg, *verdict.high_deg);
    const app::AimLock lock = live_lock(report);
    Json polarization = polarization_object(report.estimate().polarization);
    polarization["a"] = report.outcome.setting.polarizations[0].label;
    polarization["b"] = app::polarization_label(report);
    polarization["others"] = roll_objects(report);
    polarization["p_own_best"] = number(report.estimate().own_p_best, 3);
    return {{"kind", kind_name(verdict.kind)},
            {"azimuth_deg", number(verdict.azimuth_deg, 1)},
            {"azimuth_low_deg", number(verdict.low_deg, 1)},
            {"azimuth_high_deg", number(verdict.high_deg, 1)},
            {"scale", aim::scale_name(scale.kind)},
            {"true_azimuth_deg", true_north ? number(true_north->azimuth_deg, 1) : Json(nullptr)},
            {"true_azimuth_low_deg", true_north ? number(true_north->low_deg, 1) : Json(nullptr)},
            {"true_azimuth_high_deg", true_north ? number(true_north->high_deg, 1) : Json(nullptr)},
            {"cell", verdict.cell ? Json(*verdict.cell) : Json(nullptr)},
            {"gain_over_present_db", value_object(verdict.gain_over_present_db)},
            {"polarization", polarization},
            {"elevation", elevation_object(report.estimate().elevation)},
            {"pointing_deg", number(report.estimate().pointing_deg, 1)},
            {"carrier", carrier_object(report)},
            {"lock", lock.lock ? lock_object(*lock.lock) : Json(nullptr)},
            {"why_no_lock", lock.lock ? Json(nullptr) : Json(lock.why_not)},
            {"next_stop_deg", number(verdict.next_stop_deg, 1)},
            {"stops_to_decide", verdict.stops_to_decide ? Json(*verdict.stops_to_decide) : Json(nullptr)}};
}

Json level_objects(const LiveAimReport& report, std::size_t stop) {
    Json levels = Json::array();
    for (std::size_t cell = 0; cell < report.estimate().cells.size(); ++cell) {
        const survey::CellSeries& series = report.estimate().cells[cell];
        const auto at = std::find(series.stops.begin(), series.stops.end(), stop);
        if (at == series.stops.end()) continue;
        const auto i = static_cast<std::size_t>(at - series.stops.begin());
        const aim::Reading& reading = series.levels.readings[i];
        levels.push_back({{"cell", cell},
                          {"kind", reading_kind(reading.kind)},
                          {"level_db", reading.detected() ? number(reading.level_db, 2) : Json(nullptr)},
                          {"below_db", reading.detected() ? Json(nullptr) : number(reading.level_db, 2)},
                          {"sigma_db", number(reading.sigma_db, 2)},
                          {"detected_share", number(reading.detected_share, 3)},
                          {"sinr_db", number(series.sinr_db[i], 1)}});
    }
    return levels;
}

Json band_objects(const LiveAimReport& report, const survey::SweepStopRecord& stop) {
    Json bands = Json::array();
    for (const survey::CarrierDwell& dwell : stop.carriers) {
        const survey::SweepCarrier* carrier = carrier_of(report, {.frequency_hz = dwell.frequency_hz});
        for (const store::BandReading& band : dwell.bands)
            bands.push_back({{"frequency_hz", dwell.frequency_hz},
                             {"carriers", names_of(carrier)},
                             {"low_hz", band.low_hz},
                             {"high_hz", band.high_hz},
                             {"power_dbfs", number(band.power_dbfs, 2)},
                             {"noise_dbfs", number(band.noise_dbfs, 2)},
                             {"snr_db", number(band.snr_db, 2)},
                             {"sigma_db", number(band.sigma_db, 2)}});
    }
    return bands;
}

Json stop_object(const LiveAimReport& report, std::size_t i) {
    const auto& stops = report.outcome.sweep.stops;
    const survey::SweepStopRecord& stop = stops[i];
    int taken = 0, missing = 0;
    for (const survey::CarrierDwell& dwell : stop.carriers) {
        taken += dwell.looks_taken;
        missing += dwell.looks_missing;
    }
    const auto first_ns = static_cast<double>(stops.front().start_ns);
    const double middle_ns = 0.5 * static_cast<double>(stop.start_ns) + 0.5 * static_cast<double>(stop.end_ns);
    return {{"i", i},
            {"purpose", kind_name_of(stop.kind)},
            {"time_utc", format_utc(stop.start_ns)},
            {"t_mid_s", number(1e-9 * (middle_ns - first_ns), 3)},
            {"dwell_s", number(1e-9 * static_cast<double>(stop.end_ns - stop.start_ns), 3)},
            {"azimuth_deg", number(stop.azimuth_deg, 2)},
            {"azimuth_sigma_deg", number(stop.azimuth_sigma_deg, 2)},
            {"polarization_deg", number(stop.polarization_deg, 2)},
            {"elevation_deg", number(stop.elevation_deg, 2)},
            {"skipped", stop.skipped()},
            {"why_skipped", stop.why_skipped.empty() ? Json(nullptr) : Json(stop.why_skipped)},
            {"full_scale", stop.full_scale()},
            {"gain_moved", stop.gain_moved()},
            {"gain_db", stop.skipped() ? Json(nullptr) : number(stop.carriers.front().dwell.gain_db, 2)},
            {"looks", taken},
            {"looks_missing", missing},
            {"cells", level_objects(report, i)},
            {"bands", band_objects(report, stop)}};
}

Json cell_object(const LiveAimReport& report, std::size_t i) {
    const survey::SweepCell& cell = report.outcome.sweep.cells[i];
    const survey::SweepCarrier* carrier = carrier_of(report, cell);
    const bool lte = cell.rat == catalog::Rat::lte;
    const auto known_by = report.who.own.known_by(cell);
    return {{"cell", i},
            {"rat", lte ? "lte" : "umts"},
            {"pci", lte ? Json(cell.pci) : Json(nullptr)},
            {"psc", lte ? Json(nullptr) : Json(cell.pci)},
            {"microcell", known_by.has_value()},
            {"microcell_known_by", known_by ? Json(advise::known_by_name(*known_by)) : Json(nullptr)},
            {"frequency_hz", cell.frequency_hz},
            {"carriers", names_of(carrier)},
            {"operator", carrier && carrier->operator_name ? Json(*carrier->operator_name) : Json(nullptr)},
            {"ports", lte ? Json(cell.ports) : Json(nullptr)},
            {"n_rb_dl", cell.n_rb_dl > 0 ? Json(cell.n_rb_dl) : Json(nullptr)},
            {"correlation_blocks", number(report.estimate().cells.size() > i
                                              ? std::optional(report.estimate().cells[i].levels.correlation_blocks)
                                              : std::nullopt,
                                          2)},
            {"fit", fit_object(report.estimate().fits[i])}};
}

// Of HSPA+, roughly.
Json umts_capacity(const aim::CarrierPointing& there) {
    const advise::Range range = advise::umts_capacity_range_mbps(there.sinr_db);
    return {{"low", number(range.low, 1)}, {"high", number(range.high, 1)}};
}

Json ranking_of(const LiveAimReport& report) {
    Json ranking = Json::array();
    if (!report.estimate().choice) return ranking;
    for (const aim::CarrierPointing& one : report.estimate().choice->carriers) {
        const survey::SweepCarrier& carrier = report.outcome.sweep.carriers[one.carrier];
        const bool lte = carrier.rat == catalog::Rat::lte;
        ranking.push_back({{"frequency_hz", carrier.frequency_hz},
                           {"carriers", names_of(&carrier)},
                           {"azimuth_deg", number(one.azimuth_deg, 1)},
                           {"capacity_mbps", lte ? number(one.capacity_mbps, 1) : Json(nullptr)},
                           {"umts_capacity_mbps", lte ? Json(nullptr) : umts_capacity(one)},
                           {"sinr_db", lte ? value_object(one.sinr_db) : Json(nullptr)},
                           {"p_best", number(one.p_best, 3)}});
    }
    return ranking;
}

}  // namespace

Json live_object(const LiveAimReport& report) {
    const survey::LiveSweepResult& sweep = report.outcome.sweep;
    const aim::SweepPlanSetting& plan = report.outcome.setting.plan;
    Json out;
    out["boresight"] = version();
    out["command"] = "aim";
    out["simulated"] = report.outcome.simulated;
    out["source"] = {{"kind", "device"},
                     {"name", report.radio},
                     {"gain_db", number(sweep.gain_db, 1)},
                     {"beamwidth_deg", number(plan.beamwidth_deg, 2)},
                     {"azimuth_sigma_deg", number(plan.azimuth_sigma_deg, 2)},
                     {"look_spacing_s", number(sweep.look_spacing_s, 4)}};
    out["hotspot"] = report.who.hotspot ? Json(report.who.hotspot->id) : Json(nullptr);
    out["ended"] = end_name(sweep.end);
    out["verdict"] = verdict_object(report);
    out["present_deg"] = number(sweep.present_deg, 2);
    out["sentence"] = live_sentence(report);
    out["next"] = live_next(report);
    out["notes"] = live_notes(report);
    out["place"] = {{"name", report.outcome.site.empty() ? Json(nullptr) : Json(report.outcome.site)},
                    {"height_m", number(report.outcome.setting.height_m, 2)}};
    out["diagnoses"] = diagnosis_objects(report);
    out["mishaps"] = mishap_objects(report);
    out["predicted"] = predicted_object(report);
    out["ranking"] = ranking_of(report);
    out["stops"] = Json::array();
    for (std::size_t i = 0; i < sweep.stops.size(); ++i) out["stops"].push_back(stop_object(report, i));
    out["cells"] = Json::array();
    for (std::size_t i = 0; i < sweep.cells.size(); ++i) out["cells"].push_back(cell_object(report, i));
    out["not_measured"] = Json::array();
    for (const survey::BandNotHeard& band : report.not_heard)
        out["not_measured"].push_back({{"band", band.band->label}, {"partly", band.partly}, {"why", band.why}});
    out["kept_readings"] = report.outcome.kept_readings;
    out["database"] = report.database.empty() ? Json(nullptr) : Json(report.database.string());
    return out;
}

std::string live_json(const LiveAimReport& report) {
    return live_object(report).dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
