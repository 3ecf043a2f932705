// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/spots.h"

#include <algorithm>

#include "catalog/name_key.h"
#include "dsp/core/decibel.h"
#include "survey/channel_power.h"
#include "survey/heard_carriers.h"
#include "survey/stored_stops.h"
#include "survey/sweep_config.h"

namespace boresight::survey {

namespace {

bool same(const std::string& a, const std::string& b) {
    return catalog::name_key(a) == catalog::name_key(b);
}

SweepOrigin origin_of(const store::Session& session) {
    SweepOrigin origin;
    origin.radio = session.source_name;
    origin.antenna = session.antenna;
    origin.simulated = session.simulated;
    read_sweep_config(session.config, origin);
    return origin;
}

void read_run(store::Reader& reader, const store::KnownSession& run, StoredSurvey& survey) {
    const SweepOrigin origin = origin_of(run.session);
    if (survey.stops.empty()) survey.origin = origin;
    reader.readings({.session = run.id}, [&](const store::FullReading& full) {
        if (!add_stored_reading(full, StopKind::ring, survey.stops, survey.cells)) return true;
        if (survey.visits.size() < survey.stops.size())
            survey.visits.push_back(
                {.place = origin.place, .position = full.dwell.position, .start_ns = full.dwell.start_ns});
        if (survey.origin.site.empty()) survey.origin.site = full.site_name;
        survey.gain_db = full.dwell.gain_db;
        return true;
    });
}

std::size_t spot_number(const StoredSurvey& survey, const std::string& name) {
    for (std::size_t s = 0; s < survey.spots.size(); ++s)
        if (same(survey.spots[s], name)) return s;
    return survey.spots.size();
}

// The lowest noise of all visits is the radio's own, as far as can be told: what more there was came from other cells.
void set_carriers(const StoredSurvey& survey, SurveyEstimate& estimate) {
    const auto on = cells_by_carrier({survey.origin.carriers, survey.cells});
    for (const std::vector<std::size_t>& cells : on) {
        double noise_db = 1e300;
        estimate.cells_on.emplace_back();
        for (const std::size_t cell : cells) {
            for (const double one : estimate.cells[cell].noise_db) noise_db = std::min(noise_db, one);
            if (estimate.levels[cell]) estimate.cells_on.back().push_back(cell);
        }
        estimate.noise_db.push_back(noise_db);
    }
}

std::vector<aim::SpotCarrier> spot_carriers(const StoredSurvey& survey, const SurveyEstimate& estimate) {
    std::vector<aim::SpotCarrier> out;
    for (std::size_t c = 0; c < estimate.cells_on.size(); ++c) {
        const SweepCarrier& carrier = survey.origin.carriers[c];
        aim::SpotCarrier one;
        one.noise_db = estimate.noise_db[c];
        one.usable = carrier.usable;
        int n_rb_dl = carrier.n_rb_dl;
        for (const std::size_t cell : estimate.cells_on[c]) {
            n_rb_dl = std::max(n_rb_dl, survey.cells[cell].n_rb_dl);
            one.cells.push_back(&*estimate.levels[cell]);
            one.to_port_db.push_back(-dsp::db_from_power(survey.cells[cell].ports));
        }
        one.bandwidth_mhz = 1e-6 * channel_width_hz(n_rb_dl);
        out.push_back(std::move(one));
    }
    return out;
}

// Of a cell, at the named spots alone.
std::optional<aim::SpotLevels> levels_of(const StoredSurvey& survey, const CellSeries& series) {
    std::vector<aim::SpotDwell> dwells;
    std::vector<aim::Reading> readings;
    for (std::size_t i = 0; i < series.stops.size(); ++i) {
        const SpotVisit& visit = survey.visits[series.stops[i]];
        const std::size_t spot = spot_number(survey, visit.place.spot);
        if (spot == survey.spots.size()) continue;
        dwells.push_back({.time_s = series.places[i].time_s, .spot = spot});
        readings.push_back(series.levels.readings[i]);
    }
    return aim::spot_levels(dwells, readings, survey.spots.size());
}

}  // namespace

std::optional<StoredSurvey> stored_survey(store::Reader& reader, store::History& history, const std::string& name) {
    std::vector<store::KnownSession> runs;
    for (store::KnownSession& known : history.sessions())
        if (known.session.command == survey_command) runs.push_back(std::move(known));
    StoredSurvey survey;
    survey.name = name;
    for (auto run = runs.rbegin(); run != runs.rend() && survey.name.empty(); ++run)
        survey.name = origin_of(run->session).place.survey;
    for (const store::KnownSession& run : runs)
        if (same(origin_of(run.session).place.survey, survey.name)) read_run(reader, run, survey);
    if (survey.stops.empty()) return std::nullopt;
    for (const SpotVisit& visit : survey.visits)
        if (!visit.place.spot.empty() && spot_number(survey, visit.place.spot) == survey.spots.size())
            survey.spots.push_back(visit.place.spot);
    return survey;
}

SurveyEstimate estimate_survey(const StoredSurvey& survey) {
    SurveyEstimate estimate;
    const LiveEstimate levels =
        estimate_live(survey.stops, {survey.origin.carriers, survey.cells}, survey.origin.setting.plan, {.fit = false});
    estimate.cells = levels.cells;
    for (const CellSeries& series : estimate.cells) estimate.levels.push_back(levels_of(survey, series));
    set_carriers(survey, estimate);
    estimate.choice = aim::choose_spot(spot_carriers(survey, estimate), survey.spots.size());
    estimate.visits.resize(survey.spots.size());
    for (const SpotVisit& visit : survey.visits) {
        const std::size_t spot = spot_number(survey, visit.place.spot);
        if (spot < survey.spots.size()) ++estimate.visits[spot];
    }
    return estimate;
}

std::optional<std::size_t> mapped_cell(const SurveyEstimate& estimate) {
    if (!estimate.choice.spots.empty()) {
        const aim::SpotResult& best = estimate.choice.spots.front();
        if (best.carrier && best.cell) return estimate.cells_on[*best.carrier][*best.cell];
    }
    std::optional<std::size_t> most;
    std::ptrdiff_t most_heard = 0;
    for (std::size_t c = 0; c < estimate.cells.size(); ++c) {
        const auto& readings = estimate.cells[c].levels.readings;
        const auto heard = std::count_if(readings.begin(), readings.end(),
                                         [](const aim::Reading& reading) { return reading.detected(); });
        if (heard <= most_heard) continue;
        most = c;
        most_heard = heard;
    }
    return most;
}

}  // namespace boresight::survey
