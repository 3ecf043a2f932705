// SPDX-License-Identifier: GPL-3.0-or-later
// A survey on maps: its visits as features, one cell's strength over the ground, and the page with all of it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "app/counted.h"
#include "app/signal_quality.h"
#include "app/survey_words.h"
#include "platform/utc_time.h"

namespace boresight::app {

namespace {

using report::Field;
using report::Light;

constexpr double metres_per_degree = 111'320;
constexpr std::size_t most_map_places = 250;  // beyond it neighbours on the way are taken together
constexpr double map_sigma_db = 0.5;          // least, of one dwell: what stands still in it isn't seen

Light light_of(double sinr_db) {
    const SignalQuality quality = quality_of(sinr_db);
    if (quality >= SignalQuality::good) return Light::green;
    return quality >= SignalQuality::poor ? Light::yellow : Light::red;
}

// What a visit gave of one cell; null: it wasn't listened for, or spoiled.
struct AtVisit {
    const aim::Reading* reading = nullptr;
    double sinr_db = std::numeric_limits<double>::quiet_NaN();

    bool heard() const { return reading != nullptr && reading->detected(); }
};

AtVisit at_visit(const survey::CellSeries& series, std::size_t visit) {
    for (std::size_t i = 0; i < series.stops.size(); ++i) {
        if (series.stops[i] != visit) continue;
        AtVisit out{.reading = &series.levels.readings[i]};
        if (series.sinr_db[i]) out.sinr_db = *series.sinr_db[i];
        return out;
    }
    return {};
}

report::FieldValue hundredths(double value) {
    if (!std::isfinite(value)) return {};
    return std::round(100 * value) / 100;
}

struct Metres {
    double east_m = 0, north_m = 0;
};

// Typed metres where all visits have them, else metres from the first position.
std::vector<std::optional<Metres>> metres_of(const survey::StoredSurvey& survey) {
    std::vector<std::optional<Metres>> out;
    const bool typed = std::any_of(survey.visits.begin(), survey.visits.end(),
                                   [](const survey::SpotVisit& visit) { return visit.place.east_m.has_value(); });
    std::optional<Position> first;
    for (const survey::SpotVisit& visit : survey.visits) {
        out.emplace_back();
        if (typed) {
            if (visit.place.east_m && visit.place.north_m)
                out.back() = Metres{*visit.place.east_m, *visit.place.north_m};
            continue;
        }
        if (!visit.position) continue;
        if (!first) first = visit.position;
        const double per_degree_east = metres_per_degree * std::cos(first->latitude_deg * std::numbers::pi / 180);
        out.back() = Metres{(visit.position->longitude_deg - first->longitude_deg) * per_degree_east,
                            (visit.position->latitude_deg - first->latitude_deg) * metres_per_degree};
    }
    return out;
}

std::vector<report::HeatPlace> heat_places(const SurveyReport& report, std::size_t cell) {
    const survey::CellSeries& series = report.estimate.cells[cell];
    const auto metres = metres_of(report.survey);
    std::vector<report::HeatPlace> places;
    double strongest_db = -1e300;
    for (const aim::Reading& reading : series.levels.readings)
        if (reading.detected()) strongest_db = std::max(strongest_db, reading.level_db);
    for (std::size_t v = 0; v < report.survey.visits.size(); ++v) {
        const AtVisit at = at_visit(series, v);
        if (at.reading == nullptr || !metres[v]) continue;
        places.push_back({.name = report.survey.visits[v].place.spot,
                          .east_m = metres[v]->east_m,
                          .north_m = metres[v]->north_m,
                          .level_db = at.reading->level_db - strongest_db,
                          .sigma_db = std::max(map_sigma_db, at.reading->sigma_db)});
    }
    return places;
}

// The visits to a spot are one place: the mean, which is as sure as the visits together.
std::vector<report::HeatPlace> by_spot(const std::vector<report::HeatPlace>& visits) {
    std::vector<report::HeatPlace> out;
    for (const report::HeatPlace& visit : visits) {
        const auto known = std::find_if(out.begin(), out.end(), [&](const report::HeatPlace& place) {
            return !visit.name.empty() && place.name == visit.name;
        });
        if (known == out.end()) {
            out.push_back(visit);
            continue;
        }
        const double a = 1 / (known->sigma_db * known->sigma_db), b = 1 / (visit.sigma_db * visit.sigma_db);
        known->level_db = (a * known->level_db + b * visit.level_db) / (a + b);
        known->sigma_db = 1 / std::sqrt(a + b);
    }
    return out;
}

std::vector<aim::MapPoint> map_points(const std::vector<report::HeatPlace>& places) {
    const std::size_t together = (places.size() + most_map_places - 1) / std::max<std::size_t>(most_map_places, 1);
    std::vector<aim::MapPoint> points;
    for (std::size_t i = 0; i < places.size(); i += std::max<std::size_t>(together, 1)) {
        const std::size_t end = std::min(places.size(), i + std::max<std::size_t>(together, 1));
        const auto n = static_cast<double>(end - i);
        aim::MapPoint point;
        for (std::size_t k = i; k < end; ++k) {
            point.east_m += places[k].east_m / n;
            point.north_m += places[k].north_m / n;
            point.level_db += places[k].level_db / n;
            point.sigma_db += places[k].sigma_db / n / std::sqrt(n);
        }
        points.push_back(point);
    }
    return points;
}

std::string cell_words(const SurveyReport& report, std::size_t cell) {
    for (std::size_t c = 0; c < report.survey.origin.carriers.size(); ++c)
        if (report.survey.origin.carriers[c].frequency_hz == report.survey.cells[cell].frequency_hz)
            return fmt::format("cell {} on {}", identity_words(report.survey.cells[cell]), carrier_words(report, c));
    return fmt::format("cell {}", identity_words(report.survey.cells[cell]));
}

std::string support_words(const std::optional<aim::LevelMap>& map) {
    if (!map)
        return fmt::format(
            "Fewer than {} places are too few to say anything of what lies between: dots alone are coloured.",
            aim::least_map_points);
    return fmt::format(
        "Coloured within {:.0f} m of a measured place; hatched: no data. A place differs from itself by "
        "± {:.1f} dB.",
        map->reach_m(), 1.96 * map->nugget_db());
}

}  // namespace

std::vector<report::MapFeature> survey_features(const SurveyReport& report, report::PositionDetail detail) {
    std::vector<report::MapFeature> out;
    const auto cell = survey::mapped_cell(report.estimate);
    for (std::size_t v = 0; v < report.survey.visits.size(); ++v) {
        const survey::SpotVisit& visit = report.survey.visits[v];
        report::MapFeature feature;
        feature.name = visit.place.spot.empty() ? fmt::format("place {}", v + 1) : visit.place.spot;
        feature.position = report::shared_position(visit.position, detail);
        feature.fields = {{"name", feature.name},
                          {"survey", report.survey.name},
                          {"time_utc", format_utc(visit.start_ns)},
                          {"simulated", report.survey.origin.simulated}};
        const AtVisit at = cell ? at_visit(report.estimate.cells[*cell], v) : AtVisit{};
        const double unknown = std::numeric_limits<double>::quiet_NaN();
        const std::string heard = at.reading ? cell_words(report, *cell) : "";
        feature.fields.insert(
            feature.fields.end(),
            {{"height_m", hundredths(visit.place.height_m.value_or(unknown))},
             {"cell", heard.empty() ? report::FieldValue() : report::FieldValue(heard)},
             {"level_db", hundredths(at.heard() ? at.reading->level_db : unknown)},
             {"level_sigma_db", hundredths(at.heard() ? at.reading->sigma_db : unknown)},
             {"sinr_db", hundredths(at.sinr_db)},
             {"quality", std::string(std::isnan(at.sinr_db) ? "not heard" : quality_word(quality_of(at.sinr_db)))}});
        feature.light = light_of(at.sinr_db);
        out.push_back(std::move(feature));
    }
    return out;
}

std::string survey_heat_map(const SurveyReport& report) {
    const auto cell = survey::mapped_cell(report.estimate);
    if (!cell) return {};
    const std::vector<report::HeatPlace> places = by_spot(heat_places(report, *cell));
    if (places.size() < 2) return {};
    const std::optional<aim::LevelMap> map = aim::level_map(map_points(places));
    return report::heat_map_svg({.title = fmt::format("{}{}: {}", report.survey.origin.simulated ? "SIMULATED: " : "",
                                                      report.survey.name, cell_words(report, *cell)),
                                 .subtitle = support_words(map),
                                 .unit = "signal strength (RSRP): dB below the strongest visit",
                                 .places = places,
                                 .map = map ? &*map : nullptr});
}

report::Page survey_page(const SurveyReport& report) {
    report::Page page;
    page.title = "Survey of places: " + report.survey.name;
    page.subtitle = fmt::format("Measured {} to {} UTC, {}", format_utc_minutes(report.survey.stops.front().start_ns),
                                format_utc_minutes(report.survey.stops.back().end_ns),
                                counted(static_cast<long long>(report.survey.visits.size()), "visit"));
    page.simulated = report.survey.origin.simulated;
    const auto& spots = report.estimate.choice.spots;
    if (!spots.empty() && spots.front().carrier) {
        page.light = light_of(spots.front().sinr_db.value);
        page.light_word =
            fmt::format("SIGNAL QUALITY AT THE BEST SPOT: {}", quality_word(quality_of(spots.front().sinr_db.value)));
    }
    page.sentence = survey_sentence(report);
    if (!spots.empty()) {
        report::PageTable table{.headings = {"spot", "visits", "height", "carrier (EARFCN) and cell (PCI)",
                                             "signal quality (SINR)", "behind the best (95 %)",
                                             "chance of being best"}};
        for (const SpotRow& row : spot_rows(report))
            table.rows.push_back({row.spot, row.visits, row.height, row.carrier, row.sinr, row.behind, row.best_with});
        table.caption = "Ranges in brackets hold the truth in 95 of 100 cases.";
        page.sections.push_back({.title = "Spots compared", .tables = {std::move(table)}});
    }
    if (const std::string svg = survey_heat_map(report); !svg.empty())
        page.sections.push_back({.title = "Map", .pictures = {{.title = "", .svg = svg, .words = ""}}});
    page.sections.push_back({.title = "Notes", .items = survey_notes(report)});
    page.sections.back().items.push_back(survey_next(report));
    page.footer = "It only listened; nothing was sent.";
    return page;
}

}  // namespace boresight::app
