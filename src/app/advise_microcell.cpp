// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advise_microcell.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "app/source_facts.h"
#include "catalog/carriers.h"
#include "store/announcement.h"
#include "survey/heard_carriers.h"
#include "survey/radio_calibration.h"
#include "survey/stored_sweep.h"

namespace boresight::app {

namespace {

const catalog::Carrier* name_of(const std::vector<catalog::Carrier>& names, const std::vector<int>& umts_bands) {
    for (const catalog::Carrier& name : names)
        if (std::ranges::count(umts_bands, name.band->number) > 0) return &name;
    return names.empty() ? nullptr : &names.front();
}

void add_levels(const survey::CellSeries& series, advise::HeardUmtsCell& cell) {
    for (std::size_t i = 0; i < series.levels.readings.size(); ++i) {
        const aim::Reading& reading = series.levels.readings[i];
        if (reading.detected())
            cell.levels.push_back({.azimuth_deg = series.places[i].azimuth_deg,
                                   .level_db = reading.level_db,
                                   .sigma_db = reading.sigma_db});
        else
            ++cell.stops_without;
    }
}

constexpr std::int64_t sessions_looked_at = 1000;

bool listened_to_umts(const survey::StoredSweep& sweep) {
    return std::ranges::any_of(sweep.cells, [](const auto& cell) { return cell.rat == catalog::Rat::umts; });
}

std::optional<survey::StoredSweep> newest_umts_sweep(store::Reader& reader) {
    const auto last = reader.last_session();
    const std::int64_t newest = last ? last->value : 0;
    for (std::int64_t id = newest; id > std::max<std::int64_t>(0, newest - sessions_looked_at); --id) {
        auto sweep = survey::stored_sweep(reader, {id});
        if (sweep && listened_to_umts(*sweep)) return sweep;
    }
    return std::nullopt;
}

// The carriers of 3G alone, whatever the sweep was aimed by.
std::vector<advise::UmtsThere> umts_there(const survey::StoredSweep& sweep, const HeardUmtsWish& wish) {
    const survey::LiveEstimate estimate = survey::estimate_again(sweep);
    const bool asked = wish.session && *wish.session == sweep.session;
    const std::optional<double> azimuth_deg = asked ? wish.azimuth_deg : estimate.pointing_deg;
    if (!azimuth_deg) return {};
    std::vector<survey::SweepCarrier> carriers = sweep.origin.carriers;
    for (survey::SweepCarrier& carrier : carriers) carrier.usable = carrier.rat == catalog::Rat::umts;
    const survey::SweptCells swept{carriers, sweep.cells};
    const auto there = survey::carriers_at(*azimuth_deg, swept, estimate, sweep.origin.setting.plan.first_azimuth_deg);
    std::vector<advise::UmtsThere> out;
    if (!there) return out;
    for (const aim::CarrierPointing& one : there->carriers)
        if (const auto serving = survey::serving_cell(one, swept, estimate))
            out.push_back({.frequency_hz = carriers[one.carrier].frequency_hz,
                           .psc = sweep.cells[*serving].pci,
                           .azimuth_deg = *azimuth_deg,
                           .sinr_db = one.sinr_db});
    return out;
}

}  // namespace

HeardUmts heard_umts(store::Reader& reader, const HeardUmtsWish& wish, const std::filesystem::path& database) {
    const std::optional<survey::StoredSweep> sweep = newest_umts_sweep(reader);
    if (!sweep) return {};
    const store::Announced said = store::read_announcements(database);
    const auto calibration = survey::calibration_of(radio_name_of(sweep->origin.radio), database);
    HeardUmts out{.cells = {}, .there = umts_there(*sweep, wish)};
    for (std::size_t c = 0; c < sweep->cells.size(); ++c) {
        const survey::SweepCell& heard = sweep->cells[c];
        const auto names = catalog::carriers_at(catalog::Rat::umts, heard.frequency_hz);
        const catalog::Carrier* name = heard.rat == catalog::Rat::umts ? name_of(names, wish.umts_bands) : nullptr;
        if (!name) continue;
        advise::HeardUmtsCell cell{.psc = heard.pci,
                                   .frequency_hz = heard.frequency_hz,
                                   .band = name->band->number,
                                   .uarfcn = static_cast<int>(name->channel)};
        if (const auto told = said.find({heard.frequency_hz, heard.pci}); told != said.end())
            if (told->second.reference_signal_power_dbm) cell.pilot_dbm = *told->second.reference_signal_power_dbm;
        add_levels(survey::series_of(sweep->stops, c, survey::StopKind::ring), cell);
        const double gain_db = sweep->gain_db.value_or(0);  // levels are less the gain
        if (const auto offset = survey::level_offset(calibration.levels, heard.frequency_hz, gain_db)) {
            cell.offset_db = offset->offset_db + gain_db;
            cell.offset_sigma_db = offset->sigma_db;
        }
        out.cells.push_back(std::move(cell));
    }
    return out;
}

}  // namespace boresight::app
