// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/band_scan_report.h"
#include "cli/calibrate_report.h"
#include "cli/json_numbers.h"
#include "platform/utc_time.h"
#include "platform/version.h"
#include "survey/clock_estimate.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

Json heading(bool simulated) {
    return {{"boresight", version()}, {"command", "calibrate"}, {"simulated", simulated}};
}

std::string line_of(const Json& whole) {
    return whole.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json device_object(const store::Device& device) {
    return {{"driver", device.driver}, {"serial", device.serial.empty() ? Json(nullptr) : Json(device.serial)}};
}

const char* finding_key(radio::GainFinding finding) {
    switch (finding) {
        case radio::GainFinding::clips: return "clips";
        case radio::GainFinding::compresses: return "compresses";
        case radio::GainFinding::follows: return "follows";
        case radio::GainFinding::too_low: return "too_low";
        case radio::GainFinding::lowest_left: break;
    }
    return "lowest_left";
}

Json gain_object(const std::optional<radio::GainChoice>& choice, double gain_db) {
    Json steps = Json::array();
    if (choice)
        for (const radio::GainStep& step : choice->steps)
            steps.push_back({{"gain_db", number(step.gain_db, 2)},
                             {"level_dbfs", number(step.level_dbfs, 2)},
                             {"clipped_share", number(step.clipped_share, 6)},
                             {"lowered_db", number(step.lowered_db, 2)},
                             {"fell_db", number(step.fell_db, 2)},
                             {"finding", finding_key(step.finding)}});
    const bool checked = choice && choice->checked_at;
    return {{"gain_db", number(gain_db, 2)},
            {"given", !choice},
            {"overloaded", choice && choice->overloaded},
            {"checked_at_hz", checked ? hertz(choice->checked_at->frequency_hz) : Json(nullptr)},
            {"steps", steps}};
}

const char* agreement_key(survey::ClockAgreement agreement) {
    switch (agreement) {
        case survey::ClockAgreement::several: return "several";
        case survey::ClockAgreement::alone: return "alone";
        case survey::ClockAgreement::disputed: break;
    }
    return "disputed";
}

Json clock_object(const store::ClockCalibration& clock) {
    return {{"device", device_object(clock.device)},
            {"time", format_utc(clock.made_ns)},
            {"clock_ppm", number(clock.clock_ppm, 3)},
            {"clock_sigma_ppm", number(clock.clock_sigma_ppm, 3)},
            {"drift_ppm_per_min", number(clock.drift_ppm_per_min, 3)},
            {"drift_sigma_ppm_per_min", number(clock.drift_sigma_ppm_per_min, 3)},
            {"cells", clock.cells}};
}

Json level_object(const store::LevelCalibration& level) {
    return {{"device", device_object(level.device)},
            {"time", format_utc(level.made_ns)},
            {"frequency_hz", hertz(level.frequency_hz)},
            {"gain_db", number(level.gain_db, 2)},
            {"offset_db", number(level.offset_db, 2)},
            {"offset_sigma_db", number(level.offset_sigma_db, 2)},
            {"held_against", level.held_against == store::HeldAgainst::generator ? "generator" : "hotspot"}};
}

Json estimate_object(const app::ClockOutcome& outcome) {
    if (!outcome.estimate) return nullptr;
    const survey::ClockEstimate& estimate = *outcome.estimate;
    Json cells = Json::array();
    for (const survey::CellClock& cell : estimate.cells)
        cells.push_back({{"rat", "lte"},
                         {"pci", cell.pci},
                         {"frequency_hz", hertz(cell.frequency_hz)},
                         {"looks", cell.looks},
                         {"clock_ppm", number(cell.clock_ppm, 3)},
                         {"clock_sigma_ppm", number(cell.sigma_ppm, 3)},
                         {"off_ppm", number(cell.off_ppm, 3)},
                         {"left_out", cell.left_out}});
    const auto& samples = outcome.sample_clock;
    return {{"clock_ppm", number(estimate.clock_ppm, 3)},
            {"clock_sigma_ppm", number(estimate.sigma_ppm, 3)},
            {"agreement", agreement_key(estimate.agreement)},
            {"stations", estimate.stations},
            {"drift_ppm_per_min", number(estimate.drift_ppm_per_min, 3)},
            {"drift_sigma_ppm_per_min", number(estimate.drift_sigma_ppm_per_min, 3)},
            {"warming_up", estimate.drifts()},
            {"sample_clock_ppm", samples ? number(samples->clock_ppm, 3) : Json(nullptr)},
            {"sample_clock_sigma_ppm", samples ? number(samples->sigma_ppm, 3) : Json(nullptr)},
            {"one_crystal", outcome.one_crystal},
            {"cells", cells}};
}

template <class Row, class Object>
Json list(const std::vector<Row>& rows, Object object) {
    Json out = Json::array();
    for (const Row& row : rows) out.push_back(object(row));
    return out;
}

}  // namespace

std::string clock_json(const app::ClockRequest& request, const app::ClockOutcome& outcome) {
    const bool stored = request.keep && outcome.kept;
    Json out = heading(outcome.simulated);
    out["radio"] = outcome.radio;
    out["device"] = device_object(outcome.device);
    out["clock"] = estimate_object(outcome);
    out["earlier"] = outcome.earlier ? clock_object(*outcome.earlier) : Json(nullptr);
    out["moved"] = outcome.moved;
    out["combined"] = outcome.kept ? clock_object(*outcome.kept) : Json(nullptr);
    out["gain"] = gain_object(outcome.gain, outcome.gain_db);
    out["levels"] = Json::array();
    out["looks"] = outcome.looks;
    out["ending"] = ending_name(outcome.ending);
    out["stopped"] = outcome.ending == radio::Ending::stopped;
    out["stored"] = stored ? Json{{"database", request.wishes.database.string()}} : Json(nullptr);
    return line_of(out);
}

std::string level_json(const app::LevelRequest& request, const app::LevelOutcome& outcome) {
    const bool stored = request.keep && !outcome.keep_error && !outcome.levels.empty();
    Json out = heading(outcome.simulated);
    out["radio"] = outcome.radio;
    out["device"] = device_object(outcome.device);
    out["clock"] = nullptr;
    out["levels"] = list(outcome.levels, level_object);
    out["heard_dbfs"] = number(outcome.heard_dbfs, 2);
    out["gain"] = gain_object(outcome.gain, outcome.gain_db);
    out["ending"] = ending_name(outcome.ending);
    out["stopped"] = outcome.ending == radio::Ending::stopped;
    out["stored"] = stored ? Json{{"database", request.database.string()}} : Json(nullptr);
    return line_of(out);
}

std::string calibrations_json(const store::Calibrations& all, const std::filesystem::path& database) {
    Json out{{"boresight", version()}, {"command", "calibrate"}, {"database", database.string()}};
    out["clocks"] = list(all.clocks, clock_object);
    out["levels"] = list(all.levels, level_object);
    return line_of(out);
}

}  // namespace boresight::cli
