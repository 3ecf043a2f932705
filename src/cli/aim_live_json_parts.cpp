// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_live_json_parts.h"

#include <nlohmann/json.hpp>

#include "app/trouble_words.h"
#include "cli/aim_json_parts.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

const char* choice_name(aim::ElevationChoice choice) {
    switch (choice) {
        case aim::ElevationChoice::better: return "better";
        case aim::ElevationChoice::equal: return "equal";
        case aim::ElevationChoice::undecided: break;
    }
    return "undecided";
}

const char* mishap_name(survey::MishapKind kind) {
    switch (kind) {
        case survey::MishapKind::radio_lost: return "radio_lost";
        case survey::MishapKind::radio_back: return "radio_back";
        case survey::MishapKind::antenna_lost: return "antenna_lost";
        case survey::MishapKind::antenna_back: return "antenna_back";
        case survey::MishapKind::gain_lowered: return "gain_lowered";
        case survey::MishapKind::gain_distrusted: return "gain_distrusted";
        case survey::MishapKind::gain_changed: break;
    }
    return "gain_changed";
}

}  // namespace

Json elevation_object(const std::optional<aim::ElevationFit>& fit) {
    if (!fit) return nullptr;
    return {{"choice", choice_name(fit->choice)},
            {"elevation_deg", value_object(fit->elevation_deg)},
            {"gain_over_present_db", value_object(fit->gain_over_present_db)},
            {"p_better", number(fit->p_better, 3)},
            {"dwells", fit->dwells}};
}

Json roll_objects(const LiveAimReport& report) {
    Json all = Json::array();
    for (const survey::RolledFit& roll : report.estimate().rolls) {
        std::string label;
        for (const pose::Polarization& one : survey::polarizations_of(report.outcome.setting))
            if (one.deg == roll.deg) label = one.label;
        all.push_back({{"label", label},
                       {"polarization_deg", number(roll.deg, 2)},
                       {"difference_db", roll.fit ? value_object(roll.fit->difference_db) : Json(nullptr)},
                       {"p_best", number(roll.p_best, 3)}});
    }
    return all;
}

Json diagnosis_objects(const LiveAimReport& report) {
    Json all = Json::array();
    for (const aim::Diagnosis& one : report.estimate().troubles)
        all.push_back({{"trouble", app::trouble_name(one.trouble)},
                       {"remedy", app::remedy_name(one.remedy)},
                       {"stops", one.stops},
                       {"cell", one.cell ? Json(*one.cell) : Json(nullptr)},
                       {"amount", number(one.amount, 4)},
                       {"sentence", app::trouble_words(report, one)}});
    return all;
}

Json mishap_objects(const LiveAimReport& report) {
    Json all = Json::array();
    for (const survey::SweepMishap& one : report.outcome.mishaps)
        all.push_back({{"kind", mishap_name(one.kind)},
                       {"stops_kept", one.stops_kept},
                       {"from_db", number(one.from_db, 2)},
                       {"to_db", number(one.to_db, 2)}});
    return all;
}

}  // namespace boresight::cli
