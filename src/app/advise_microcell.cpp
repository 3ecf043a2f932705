// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advise_microcell.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "app/source_facts.h"
#include "catalog/carriers.h"
#include "store/announcement.h"
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

}  // namespace

std::vector<advise::HeardUmtsCell> heard_umts_cells(store::Reader& reader, const std::vector<int>& umts_bands,
                                                    const std::filesystem::path& database) {
    const std::optional<survey::StoredSweep> sweep = newest_umts_sweep(reader);
    if (!sweep) return {};
    const store::Announced said = store::read_announcements(database);
    const auto calibration = survey::calibration_of(radio_name_of(sweep->origin.radio), database);
    std::vector<advise::HeardUmtsCell> cells;
    for (std::size_t c = 0; c < sweep->cells.size(); ++c) {
        const survey::SweepCell& heard = sweep->cells[c];
        const auto names = catalog::carriers_at(catalog::Rat::umts, heard.frequency_hz);
        const catalog::Carrier* name = heard.rat == catalog::Rat::umts ? name_of(names, umts_bands) : nullptr;
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
        cells.push_back(std::move(cell));
    }
    return cells;
}

}  // namespace boresight::app
