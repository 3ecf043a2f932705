// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "cli/aim_json_parts.h"
#include "cli/aim_report.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

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
            {"why_no_lock", recorded_lock_reason()},
            {"next_stop_deg", number(verdict.next_stop_deg, 1)},
            {"stops_to_decide", verdict.stops_to_decide ? Json(*verdict.stops_to_decide) : Json(nullptr)}};
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
