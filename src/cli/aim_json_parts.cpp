// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_json_parts.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace boresight::cli {

using Json = nlohmann::ordered_json;

namespace {

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

Json arcs_of(const aim::CellFit& fit) {
    Json arcs = Json::array();
    for (const aim::Arc& arc : fit.bearing.arcs)
        arcs.push_back({{"azimuth_deg", number(arc.centre_deg, 1)},
                        {"azimuth_low_deg", number(arc.low_deg, 1)},
                        {"azimuth_high_deg", number(arc.high_deg, 1)},
                        {"p", number(arc.probability, 3)}});
    return arcs;
}

}  // namespace

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

Json polarization_object(const std::optional<aim::PolarizationFit>& fit) {
    return {{"choice", choice_of(fit)},
            {"difference_db", value_object(fit ? std::optional(fit->difference_db) : std::nullopt)},
            {"p_b_better", fit ? number(fit->p_b_better, 4) : Json(nullptr)}};
}

const char* reading_kind(aim::ReadingKind kind) {
    switch (kind) {
        case aim::ReadingKind::full: return "full";
        case aim::ReadingKind::partial: return "partial";
        case aim::ReadingKind::censored: break;
    }
    return "censored";
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

}  // namespace boresight::cli
