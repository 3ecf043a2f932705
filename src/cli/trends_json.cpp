// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/trends_report.h"
#include "platform/utc_time.h"
#include "platform/version.h"
#include "survey/carrier_names.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;
using survey::CellTrend;

double hundredths(double value) {
    return std::round(value * 100) / 100;
}

Json spread(const std::optional<survey::Spread>& of) {
    if (!of) return nullptr;
    return {{"n", of->n}, {"median_db", hundredths(of->median_db)}, {"spread_db", hundredths(of->spread_db)}};
}

template <class Value>
Json known(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json carriers(const store::Cell& cell) {
    Json all = Json::array();
    if (!cell.identity.frequency_hz) return all;
    if (cell.identity.rat == store::Rat::umts)
        for (const catalog::Carrier& carrier : survey::umts_carrier_names(*cell.identity.frequency_hz))
            all.push_back({{"band", carrier.band->number}, {"uarfcn", carrier.channel}});
    if (cell.identity.rat != store::Rat::lte) return all;
    const auto duplex = cell.facts.tdd.value_or(false) ? dsp::lte::Duplex::tdd : dsp::lte::Duplex::fdd;
    for (const catalog::Carrier& carrier : survey::carrier_names(*cell.identity.frequency_hz, duplex))
        all.push_back({{"band", carrier.band->number}, {"earfcn", carrier.channel}});
    return all;
}

Json steps(const CellTrend& cell) {
    Json all = Json::array();
    for (const survey::CellStep& one : cell.steps)
        all.push_back({{"of", one.of == survey::StepOf::level ? "level" : "quality"},
                       {"day", date_of_day(one.step.first_day_after)},
                       {"last_day_before", date_of_day(one.step.last_day_before)},
                       {"change_db", hundredths(one.step.change_db)},
                       {"change_sigma_db", hundredths(one.step.change_sigma_db)},
                       {"before_db", hundredths(one.step.before_db)},
                       {"after_db", hundredths(one.step.after_db)},
                       {"gain_change_db", one.gain_change_db ? Json(hundredths(*one.gain_change_db)) : Json()}});
    return all;
}

Json cell_object(const CellTrend& cell) {
    const store::CellIdentity& identity = cell.cell.identity;
    Json hours = Json::array(), days = Json::array();
    for (std::size_t hour = 0; hour < cell.level_by_hour.size(); ++hour)
        hours.push_back({{"hour", hour},
                         {"level", spread(cell.level_by_hour[hour])},
                         {"quality", spread(cell.quality_by_hour[hour])}});
    for (const survey::DayTrend& day : cell.days)
        days.push_back({{"day", date_of_day(day.day)},
                        {"heard", day.heard},
                        {"listened", day.listened},
                        {"level", spread(day.level)},
                        {"quality", spread(day.quality)}});
    return {{"rat", catalog::rat_name(identity.rat)},
            {identity.rat == store::Rat::umts ? "psc" : "pci", identity.physical_id},
            {"frequency_hz", known(identity.frequency_hz)},
            {"carriers", carriers(cell.cell)},
            {"plmn", known(identity.plmn)},
            {"cell_id", known(identity.cell_id)},
            {"radio", cell.radio},
            {"antenna", cell.antenna},
            {"level_reference", cell.at_known_gain ? "dBFS at 0 dB gain" : "dBFS"},
            {"first_heard", format_utc(cell.first_heard_ns)},
            {"last_heard", format_utc(cell.last_heard_ns)},
            {"heard", cell.heard},
            {"listened", cell.listened},
            {"is_new", cell.is_new},
            {"vanished", cell.vanished},
            {"level", spread(cell.level)},
            {"quality", spread(cell.quality)},
            {"hours", hours},
            {"days", days},
            {"steps", steps(cell)}};
}

}  // namespace

std::string trends_json(TrendsReport& report) {
    const survey::Trends& trends = report.outcome.trends;
    Json cells = Json::array(), gaps = Json::array();
    for (const CellTrend& cell : trends.cells) cells.push_back(cell_object(cell));
    for (const survey::ListeningGap& gap : trends.gaps)
        gaps.push_back({{"from", format_utc(gap.from_ns)},
                        {"until", format_utc(gap.until_ns)},
                        {"seconds", hundredths(static_cast<double>(gap.until_ns - gap.from_ns) / 1e9)},
                        {"events", gap.events}});
    const bool any = trends.dwells > 0;
    const Json object{{"boresight", version()},
                      {"command", "trends"},
                      {"simulated", report.outcome.simulated},
                      {"database", report.database.string()},
                      {"heard_by", report.outcome.heard_by},
                      {"first", any ? Json(format_utc(trends.first_ns)) : Json()},
                      {"last", any ? Json(format_utc(trends.last_ns)) : Json()},
                      {"time_zone", any ? Json(report.clock.zone(trends.last_ns)) : Json()},
                      {"round_s", trends.round_s ? Json(hundredths(*trends.round_s)) : Json()},
                      {"dwells", trends.dwells},
                      {"clipped_dwells", trends.clipped},
                      {"readings", trends.readings},
                      {"step_test",
                       {{"false_steps_per_cell_and_year", survey::false_steps_per_year},
                        {"least_days", survey::least_days_for_steps}}},
                      {"cells", cells},
                      {"gaps", gaps},
                      {"stopped", report.outcome.stopped}};
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
