// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/survey_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/aim_json_parts.h"
#include "cli/signal_words.h"
#include "cli/table.h"
#include "platform/utc_time.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

const char* decision_name(aim::SpotDecision decision) {
    switch (decision) {
        case aim::SpotDecision::clear: return "clear";
        case aim::SpotDecision::tied: return "tied";
        case aim::SpotDecision::undecided: return "undecided";
        case aim::SpotDecision::nothing: break;
    }
    return "nothing";
}

Json or_null(const std::optional<double>& value, int decimals) {
    return number(value, decimals);
}

Json spot_object(const app::SurveyReport& report, const aim::SpotResult& spot, bool first) {
    Json out{{"spot", report.survey.spots[spot.spot]}, {"visits", report.estimate.visits[spot.spot]}};
    const bool heard = spot.carrier && spot.cell;
    const survey::SweepCell* cell =
        heard ? &report.survey.cells[report.estimate.cells_on[*spot.carrier][*spot.cell]] : nullptr;
    out["frequency_hz"] = cell ? Json(cell->frequency_hz) : Json(nullptr);
    out["pci"] = cell ? Json(cell->pci) : Json(nullptr);
    out["sinr_db"] = value_object(heard ? std::optional(spot.sinr_db) : std::nullopt);
    out["behind_db"] = value_object(heard && !first ? std::optional(spot.behind_db) : std::nullopt);
    out["equal_within_1_db"] = first ? Json(nullptr) : Json(spot.equal);
    out["capacity_mbps"] = heard ? number(spot.capacity_mbps, 1) : Json(nullptr);
    out["p_best"] = number(spot.p_best, 3);
    return out;
}

Json visit_object(const app::SurveyReport& report, std::size_t i) {
    const survey::SpotVisit& visit = report.survey.visits[i];
    Json out{{"spot", visit.place.spot.empty() ? Json(nullptr) : Json(visit.place.spot)},
             {"time", format_utc(visit.start_ns)},
             {"height_m", or_null(visit.place.height_m, 2)},
             {"east_m", or_null(visit.place.east_m, 2)},
             {"north_m", or_null(visit.place.north_m, 2)},
             {"full_scale", report.survey.stops[i].spoiled()},
             {"cells", Json::array()}};
    for (std::size_t c = 0; c < report.estimate.cells.size(); ++c) {
        const survey::CellSeries& series = report.estimate.cells[c];
        for (std::size_t k = 0; k < series.stops.size(); ++k) {
            if (series.stops[k] != i) continue;
            const aim::Reading& reading = series.levels.readings[k];
            out["cells"].push_back({{"pci", report.survey.cells[c].pci},
                                    {"frequency_hz", report.survey.cells[c].frequency_hz},
                                    {"level_db", reading.detected() ? number(reading.level_db, 2) : Json(nullptr)},
                                    {"sigma_db", number(reading.sigma_db, 2)},
                                    {"sinr_db", number(series.sinr_db[k], 1)}});
        }
    }
    return out;
}

}  // namespace

std::string survey_text(const SurveyShown& shown) {
    const app::SurveyReport& report = shown.report;
    std::string out;
    if (report.survey.origin.simulated) out += "SIMULATED: a made world, no radio was used.\n";
    out += paragraph(app::survey_sentence(report)) + '\n';
    if (!report.survey.spots.empty()) {
        Table table({{.heading = "spot"},
                     {.heading = "visits", .align = Align::right},
                     {.heading = "signal quality (SINR)"},
                     {.heading = "behind the best (95 %)"},
                     {.heading = "chance of best", .align = Align::right}});
        for (const app::SpotRow& row : app::spot_rows(report))
            table.add_row({row.spot, row.visits, row.sinr, row.behind, row.best_with});
        out += table.text() + '\n';
    }
    for (const std::string& note : app::survey_notes(report)) out += paragraph(note);
    out += paragraph(fmt::format("Survey \"{}\": {} in {}.", report.survey.name,
                                 counted(static_cast<long long>(report.survey.visits.size()), "visit"),
                                 shown.database.string()));
    for (const std::string& map : shown.maps) out += paragraph("Map: " + map);
    return out + app::survey_next(report) + '\n';
}

std::string survey_json(const SurveyShown& shown) {
    const app::SurveyReport& report = shown.report;
    Json out;
    out["boresight"] = version();
    out["command"] = "survey";
    out["simulated"] = report.survey.origin.simulated;
    out["survey"] = report.survey.name;
    out["sentence"] = app::survey_sentence(report);
    out["next"] = app::survey_next(report);
    out["notes"] = app::survey_notes(report);
    out["decision"] = decision_name(report.estimate.choice.decision);
    out["expected_loss"] = number(report.estimate.choice.expected_loss, 4);
    out["spots"] = Json::array();
    for (const aim::SpotResult& spot : report.estimate.choice.spots)
        out["spots"].push_back(spot_object(report, spot, out["spots"].empty()));
    out["visits"] = Json::array();
    for (std::size_t i = 0; i < report.survey.visits.size(); ++i) out["visits"].push_back(visit_object(report, i));
    out["maps"] = shown.maps;
    out["positions"] = shown.exact ? "exact" : "rounded";
    out["dwells_kept"] = shown.dwells;
    out["database"] = shown.database.string();
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
