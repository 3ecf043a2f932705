// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/site_json.h"

#include <nlohmann/json.hpp>

#include "cli/aim_check.h"
#include "cli/aim_json_parts.h"
#include "platform/utc_time.h"
#include "platform/version.h"
#include "report/reading_fields.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

Json words_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json position_object(const std::optional<Position>& position, app::PlaceShared place) {
    if (place == app::PlaceShared::none) return nullptr;
    const bool exact = place == app::PlaceShared::exact;
    const auto shown =
        report::shared_position(position, exact ? report::PositionDetail::exact : report::PositionDetail::rounded);
    if (!shown) return nullptr;
    return {{"latitude_deg", number(shown->latitude_deg, 7)},
            {"longitude_deg", number(shown->longitude_deg, 7)},
            {"height_m", number(shown->height_m, 2)},
            {"exact", exact}};
}

Json clock_object(const std::optional<store::ClockCalibration>& clock) {
    if (!clock) return nullptr;
    return {{"clock_ppm", number(clock->clock_ppm, 3)},
            {"sigma_ppm", number(clock->clock_sigma_ppm, 3)},
            {"made", format_utc(clock->made_ns)}};
}

Json level_object(const std::vector<store::LevelCalibration>& levels) {
    if (levels.empty()) return nullptr;
    const store::LevelCalibration& level = levels.front();
    return {{"offset_db", number(level.offset_db, 2)},
            {"sigma_db", number(level.offset_sigma_db, 2)},
            {"frequency_hz", level.frequency_hz},
            {"gain_db", number(level.gain_db, 2)},
            {"made", format_utc(level.made_ns)}};
}

Json sinr_of(const std::optional<aim::CarrierPointing>& pointing) {
    return value_object(pointing ? std::optional(pointing->sinr_db) : std::nullopt);
}

}  // namespace

std::string site_json(const app::SiteReport& report, const app::SitePageWish& wish, const SiteFiles& files) {
    Json out;
    out["boresight"] = version();
    out["command"] = "report";
    out["simulated"] = report.aim.outcome.simulated;
    out["file"] = words_or_null(files.page);
    out["pictures"] = files.pictures;
    out["session"] = report.session.value;
    out["finished"] = report.finished;
    out["site"] = words_or_null(report.site);
    out["position"] = position_object(report.position, wish.place);
    out["start"] = format_utc(report.start_ns);
    out["end"] = format_utc(report.end_ns);
    out["antenna"] = words_or_null(report.antenna);
    out["software"] = words_or_null(report.software);
    out["calibration"] = {{"clock", clock_object(report.clock)}, {"level", level_object(report.levels)}};
    out["light"] = app::verdict_light(report.aim).word;
    out["sentence"] = app::live_sentence(report.aim);
    out["before_sinr_db"] = sinr_of(report.before);
    out["expected_sinr_db"] = sinr_of(report.after);
    out["checks"] = Json::array();
    for (std::size_t i = 0; i < report.checks.size(); ++i) {
        Json check = check_object(report.checks[i]);
        check["time"] = format_utc(report.checked_ns[i]);
        check["sentence"] = app::check_sentence(report.checks[i]);
        out["checks"].push_back(std::move(check));
    }
    out["aim"] = live_object(report.aim);
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
