// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_predicted.h"

#include <nlohmann/json.hpp>

#include "cli/aim_scale.h"
#include "cli/json_numbers.h"
#include "platform/error.h"

namespace boresight::cli {

using Json = nlohmann::ordered_json;

std::optional<app::PredictionKnowledge> prediction_knowledge(const LiveAimWords& words, const app::Config& config) {
    if (words.tower.empty()) return std::nullopt;
    app::PredictionKnowledge known{.tower = parse_rough_position(words.tower, "--tower"),
                                   .place = {},
                                   .declination_deg = declination_of(words, config),
                                   .frequency_hz = {}};
    const auto place = place_of(words, config);
    if (!place)
        throw Error(Error::Kind::bad_input, {.what = "where the antenna is isn't known, so no tower's direction is",
                                             .where = "--tower " + words.tower,
                                             .expected = "a place",
                                             .fix = "Give it with --at LAT,LON, or once with \"boresight setup\""});
    known.place.position = *place;
    return known;
}

void add_prediction(const std::optional<app::PredictionKnowledge>& known, app::LiveAimReport& report) {
    if (!known) return;
    app::PredictionKnowledge all = *known;
    const aim::Verdict& verdict = report.estimate().verdict;
    if (verdict.cell) all.frequency_hz = report.outcome.sweep.cells[*verdict.cell].frequency_hz;
    report.predicted = app::predict(all, verdict, report.outcome.setting.scale);
}

Json predicted_object(const app::LiveAimReport& report) {
    if (!report.predicted) return nullptr;
    const app::AimPrediction& it = *report.predicted;
    const auto agrees = it.agrees();
    return {{"tower",
             {{"latitude_deg", it.known.tower.position.latitude_deg},
              {"longitude_deg", it.known.tower.position.longitude_deg},
              {"error_m", number(it.known.tower.error_m, 0)}}},
            {"true_azimuth_deg", number(it.way.bearing.deg, 2)},
            {"half_width_deg", number(it.half_width_deg(), 2)},
            {"magnetic_azimuth_deg", it.magnetic ? number(it.magnetic->deg, 1) : Json(nullptr)},
            {"scale_azimuth_deg", number(it.scale_deg, 1)},
            {"distance_m", number(it.way.distance_m, 0)},
            {"distance_sigma_m", number(it.way.distance_sigma_m, 0)},
            {"free_space_db", number(it.free_space_db, 1)},
            {"frequency_hz", it.known.frequency_hz ? Json(*it.known.frequency_hz) : Json(nullptr)},
            {"measured_less_predicted_deg", number(it.apart_deg, 1)},
            {"may_be_apart_deg", number(it.may_be_apart_deg, 1)},
            {"agrees", agrees ? Json(*agrees) : Json(nullptr)}};
}

}  // namespace boresight::cli
