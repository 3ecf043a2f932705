// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/aim_report.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

// Rounded to what is meaningful; null for what isn't known.
Json number(std::optional<double> value, int decimals) {
    if (!value || !std::isfinite(*value)) return nullptr;
    const double scale = std::pow(10.0, decimals);
    return std::round(*value * scale) / scale + 0.0;  // + 0.0: no "-0.0"
}

Json value_object(const std::optional<aim::Value>& value) {
    if (!value) return {{"value", nullptr}, {"low", nullptr}, {"high", nullptr}};
    return {{"value", number(value->value, 2)}, {"low", number(value->low, 2)}, {"high", number(value->high, 2)}};
}

const char* kind_name(aim::VerdictKind kind) {
    switch (kind) {
        case aim::VerdictKind::point: return "point";
        case aim::VerdictKind::tie: return "tie";
        case aim::VerdictKind::no_direction: return "no_direction";
        case aim::VerdictKind::not_enough: break;
    }
    return "not_enough";
}

Json choice_of(const std::optional<aim::PolarizationFit>& fit) {
    if (!fit) return nullptr;
    switch (fit->choice) {
        case aim::PolarizationChoice::a: return "A";
        case aim::PolarizationChoice::b: return "B";
        case aim::PolarizationChoice::equal: return "equal";
        case aim::PolarizationChoice::undecided: break;
    }
    return nullptr;
}

Json polarization_object(const std::optional<aim::PolarizationFit>& fit) {
    return {{"choice", choice_of(fit)},
            {"difference_db", value_object(fit ? std::optional(fit->difference_db) : std::nullopt)},
            {"p_b_better", fit ? number(fit->p_b_better, 4) : Json(nullptr)}};
}

Json verdict_object(const survey::SweepEstimate& estimate) {
    const aim::Verdict& verdict = estimate.verdict;
    return {{"kind", kind_name(verdict.kind)},
            {"azimuth_deg", number(verdict.azimuth_deg, 1)},
            {"azimuth_low_deg", number(verdict.low_deg, 1)},
            {"azimuth_high_deg", number(verdict.high_deg, 1)},
            {"scale", "mark"},
            {"cell", verdict.cell ? Json(*verdict.cell) : Json(nullptr)},
            {"gain_over_present_db", value_object(verdict.gain_over_present_db)},
            {"polarization", polarization_object(estimate.polarization)},
            {"lock", nullptr},
            {"next_stop_deg", number(verdict.next_stop_deg, 1)},
            {"stops_to_decide", verdict.stops_to_decide ? Json(*verdict.stops_to_decide) : Json(nullptr)}};
}

const char* reading_kind(aim::ReadingKind kind) {
    switch (kind) {
        case aim::ReadingKind::full: return "full";
        case aim::ReadingKind::partial: return "partial";
        case aim::ReadingKind::censored: break;
    }
    return "censored";
}

Json stop_object(const AimReport& report, std::size_t i) {
    const survey::SweepStop& stop = report.sweep.stops[i];
    Json levels = Json::array();
    for (const aim::CellReadings& cell : report.estimate.cells) {
        const aim::Reading& reading = cell.readings[i];
        levels.push_back({{"kind", reading_kind(reading.kind)},
                          {"level_dbm", reading.detected() ? number(reading.level_db, 2) : Json(nullptr)},
                          {"below_dbm", reading.detected() ? Json(nullptr) : number(reading.level_db, 2)},
                          {"sigma_db", number(reading.sigma_db, 2)},
                          {"detected_share", number(reading.detected_share, 3)}});
    }
    return {{"i", i},
            {"t_mid_s", number(stop.time_s, 3)},
            {"dwell_s", number(stop.dwell_s, 3)},
            {"azimuth_deg", number(stop.azimuth_deg, 2)},
            {"pol", stop.b ? 1 : 0},
            {"cells", levels},
            {"bands", Json::array()}};
}

Json arcs_of(const aim::CellFit& fit) {
    Json arcs = Json::array();
    for (const aim::Arc& arc : fit.bearing.arcs)
        arcs.push_back({{"azimuth_deg", number(arc.centre_deg, 1)},
                        {"azimuth_low_deg", number(arc.low_deg, 1)},
                        {"azimuth_high_deg", number(arc.high_deg, 1)},
                        {"p", number(arc.probability, 3)}});
    return arcs;
}

Json fit_object(const std::optional<aim::CellFit>& fit) {
    Json out;
    const bool usable = fit && fit->usable_direction;
    out["azimuth_deg"] = usable ? number(fit->bearing.azimuth_deg, 1) : Json(nullptr);
    out["azimuth_low_deg"] = usable ? number(fit->bearing.low_deg, 1) : Json(nullptr);
    out["azimuth_high_deg"] = usable ? number(fit->bearing.high_deg, 1) : Json(nullptr);
    out["usable_direction"] = fit ? Json(fit->usable_direction) : Json(nullptr);
    out["p_isotropic"] = fit ? number(fit->p_isotropic, 4) : Json(nullptr);
    out["p_single"] = fit ? number(fit->p_single, 4) : Json(nullptr);
    out["p_two"] = fit ? number(fit->p_two, 4) : Json(nullptr);
    out["recommended_deg"] = usable ? number(fit->recommended_deg, 1) : Json(nullptr);
    out["gain_over_present_db"] = value_object(usable ? std::optional(fit->gain_over_present_db) : std::nullopt);
    out["arcs"] = usable ? arcs_of(*fit) : Json::array();
    out["contrast_q10_db"] = fit ? number(fit->contrast_db, 2) : Json(nullptr);
    out["level_dbm"] = fit ? number(fit->level_db, 1) : Json(nullptr);
    out["revisit_sigma_db"] = fit ? number(fit->revisit_db, 2) : Json(nullptr);
    const bool second = usable && fit->second;
    out["second_path"] = {{"azimuth_deg", second ? number(fit->second->azimuth_deg.value, 1) : Json(nullptr)},
                          {"azimuth_low_deg", second ? number(fit->second->azimuth_deg.low, 1) : Json(nullptr)},
                          {"azimuth_high_deg", second ? number(fit->second->azimuth_deg.high, 1) : Json(nullptr)},
                          {"power_db", second ? number(fit->second->power_db, 1) : Json(nullptr)}};
    out["flagged_stops"] = fit ? Json(fit->doubted) : Json::array();
    return out;
}

}  // namespace

std::string aim_json(const AimReport& report) {
    Json out;
    out["boresight"] = version();
    out["command"] = "aim";
    out["simulated"] = false;
    out["source"] = {{"kind", "import"},
                     {"name", report.sweep.name},
                     {"beamwidth_deg", number(report.sweep.beamwidth_deg, 2)},
                     {"azimuth_sigma_deg", number(report.sweep.azimuth_sigma_deg, 2)}};
    out["verdict"] = verdict_object(report.estimate);
    out["present_deg"] = number(report.estimate.present_deg, 2);
    out["sentence"] = aim_sentence(report);
    out["next"] = aim_next(report);
    out["notes"] = aim_notes(report);
    out["stops"] = Json::array();
    for (std::size_t i = 0; i < report.sweep.stops.size(); ++i) out["stops"].push_back(stop_object(report, i));
    out["cells"] = Json::array();
    for (std::size_t cell = 0; cell < report.sweep.cells(); ++cell)
        out["cells"].push_back({{"cell", cell},
                                {"rat", nullptr},
                                {"pci", nullptr},
                                {"frequency_hz", nullptr},
                                {"correlation_blocks", number(report.estimate.cells[cell].correlation_blocks, 2)},
                                {"fit", fit_object(report.estimate.fits[cell])}});
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
