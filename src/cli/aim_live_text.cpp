// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "app/aim_figures.h"
#include "app/aim_rows.h"
#include "cli/aim_live_report.h"
#include "cli/lock_report.h"
#include "cli/signal_words.h"
#include "cli/table.h"
#include "report/sweep_picture.h"

namespace boresight::cli {

namespace {

using app::decibels;

constexpr std::size_t most_channels_shown = 3;

const char* kind_words(survey::StopKind kind) {
    switch (kind) {
        case survey::StopKind::ring: return "ring";
        case survey::StopKind::reference: return "again";
        case survey::StopKind::fine: return "fine";
        case survey::StopKind::turn: return "passing";
        case survey::StopKind::elevation: return "tilted";
        case survey::StopKind::polarization: break;
    }
    return "turned";
}

std::string short_name(const survey::SweepCarrier& carrier) {
    return carrier.names.empty() ? fmt::format("{:.1f} MHz", carrier.frequency_hz * 1e-6)
                                 : fmt::format("band {}", carrier.names.front().band->label);
}

std::string cell_table(const LiveAimReport& report) {
    Table table({{.heading = "carrier"},
                 {.heading = "cell", .align = Align::right},
                 {.heading = "direction (95 %)"},
                 {.heading = "gain over now (95 %)"},
                 {.heading = "no direction", .align = Align::right}});
    for (const app::AimCellRow& row : app::aim_cell_rows(report))
        table.add_row({row.carrier, (row.leading ? "*" : "") + row.cell, row.direction, row.gain, row.no_direction});
    return table.text();
}

std::string carrier_table(const LiveAimReport& report) {
    const std::vector<app::AimCarrierRow> rows = app::aim_carrier_rows(report);
    if (rows.empty()) return {};
    Table table({{.heading = "carrier"},
                 {.heading = "best at", .align = Align::right},
                 {.heading = "signal quality (SINR) there"},
                 {.heading = "at most, cell empty", .align = Align::right},
                 {.heading = "chance of best", .align = Align::right}});
    for (const app::AimCarrierRow& row : rows)
        table.add_row({row.carrier, row.best_at, row.sinr, row.capacity, row.best_with});
    return table.text() + '\n';
}

// The leading cell's level at a stop, against its level in the best direction.
std::string level_words(const LiveAimReport& report, std::size_t stop) {
    const auto& cell = report.estimate().verdict.cell;
    if (!cell || report.fit() == nullptr) return "";
    const survey::CellSeries& series = report.estimate().cells[*cell];
    const auto at = std::find(series.stops.begin(), series.stops.end(), stop);
    if (at == series.stops.end()) return "";
    const aim::Reading& reading = series.levels.readings[static_cast<std::size_t>(at - series.stops.begin())];
    const double below_db = reading.level_db - report.fit()->level_db;
    if (!reading.detected()) return fmt::format("below {} dB", decibels(below_db));
    return fmt::format("{} ± {:.1f} dB", decibels(below_db), 1.96 * reading.sigma_db);
}

std::string band_words(const survey::SweepStopRecord& stop, const survey::SweepCarrier& carrier) {
    for (const survey::CarrierDwell& dwell : stop.carriers) {
        if (dwell.frequency_hz != carrier.frequency_hz || dwell.bands.empty() || !dwell.bands[0].power_dbfs) continue;
        const store::BandReading& band = dwell.bands[0];
        return fmt::format("{}{}", decibels(*band.power_dbfs),
                           band.snr_db ? fmt::format(" ({})", decibels(*band.snr_db)) : "");
    }
    return "";
}

// Of 3G no channel's power is measured beside the cells'.
std::vector<survey::SweepCarrier> channels_shown(const LiveAimReport& report) {
    std::vector<survey::SweepCarrier> carriers = report.outcome.sweep.carriers;
    std::erase_if(carriers, [](const auto& carrier) { return carrier.rat == catalog::Rat::umts; });
    carriers.resize(std::min(carriers.size(), most_channels_shown));
    return carriers;
}

bool aimed_by_umts(const LiveAimReport& report) {
    const auto& leading = report.estimate().leading;
    return leading && report.outcome.sweep.cells[*leading].rat == catalog::Rat::umts;
}

std::string stop_table(const LiveAimReport& report) {
    const std::vector<survey::SweepCarrier> carriers = channels_shown(report);
    std::vector<Table::Column> columns{
        {.heading = "stop", .align = Align::right},
        {.heading = ""},
        {.heading = "azimuth", .align = Align::right},
        {.heading = "rolled", .align = Align::right},
        {.heading = aimed_by_umts(report) ? "strength (RSCP), best 0 dB" : "strength, best 0 dB",
         .align = Align::right}};
    for (const survey::SweepCarrier& carrier : carriers)
        columns.push_back({.heading = short_name(carrier), .align = Align::right});
    Table table(columns);
    const auto& stops = report.outcome.sweep.stops;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        std::vector<std::string> row{std::to_string(i + 1), kind_words(stops[i].kind),
                                     fmt::format("{:g}", stops[i].azimuth_deg),
                                     fmt::format("{:g}", stops[i].polarization_deg),
                                     stops[i].skipped()      ? "skipped"
                                     : stops[i].full_scale() ? "full scale"
                                     : stops[i].gain_moved() ? "gain moved"
                                                             : level_words(report, i)};
        for (const survey::SweepCarrier& carrier : carriers) row.push_back(band_words(stops[i], carrier));
        table.add_row(row);
    }
    if (carriers.empty()) return table.text() + paragraph("Ranges hold 95 %.");
    return table.text() +
           paragraph(
               "The columns of bands: power of the channel below the radio's full scale (dBFS), in brackets over the "
               "noise (dB), whichever cells send there. They don't set the direction. Ranges hold 95 %.");
}

// How the hotspot is told, or how to learn that.
std::string lock_lines(const LiveAimReport& report) {
    const app::AimLock found = live_lock(report);
    if (found.lock)
        return '\n' +
               paragraph(fmt::format("How {} is locked to it; nothing is sent to it by this program.",
                                     report.who.hotspot->name)) +
               lock_text(*found.lock) + '\n';
    if (!report.who.hotspot && best_there(report) != nullptr)
        return paragraph(
            "How your hotspot is locked to it, and how that is undone: boresight advise --hotspot NAME (boresight "
            "advise --hotspots lists them), or tell boresight setup which it is.");
    return best_there(report) != nullptr ? paragraph(fmt::format("No lock: {}.", found.why_not)) : "";
}

}  // namespace

std::string live_text(const LiveAimReport& report) {
    std::string out;
    if (report.outcome.simulated) out += paragraph(report.radio + ": a made world, no radio was used.");
    out += paragraph(live_sentence(report)) + '\n';
    out += cell_table(report);
    if (report.estimate().leading) out += "* the antenna is aimed by this cell\n";
    out += '\n' + carrier_table(report) + stop_table(report) + '\n';
    for (const std::string& note : live_notes(report)) out += paragraph(note);
    if (!report.database.empty())
        out += paragraph(
            fmt::format("{} kept in {}.", counted(report.outcome.kept_readings, "reading"), report.database.string()));
    out += lock_lines(report);
    if (!report.picture.empty()) out += paragraph("Picture: " + report.picture.string());
    return out + live_next(report) + '\n';
}

std::string live_svg(const LiveAimReport& report) {
    const aim::CellFit* fit = report.fit();
    if (fit == nullptr) return {};
    const survey::CellSeries& series = report.estimate().cells[*report.estimate().verdict.cell];
    std::vector<report::BandTrace> bands;
    for (const survey::SweepCarrier& carrier : report.outcome.sweep.carriers) {
        report::BandTrace trace{.label = short_name(carrier), .powers = {}};
        for (const survey::SweepStopRecord& stop : report.outcome.sweep.stops)
            for (const survey::CarrierDwell& dwell : stop.carriers)
                if (dwell.frequency_hz == carrier.frequency_hz && survey::finds_direction(stop.kind) &&
                    !dwell.bands.empty() && dwell.bands[0].power_dbfs)
                    trace.powers.push_back({stop.azimuth_deg, *dwell.bands[0].power_dbfs});
        if (!trace.powers.empty()) bands.push_back(std::move(trace));
    }
    const std::string title = report.radio;  // a made world's name says SIMULATED
    return report::sweep_svg({.title = title,
                              .sentence = live_sentence(report),
                              .stops = series.places,
                              .readings = series.levels.readings,
                              .fit = *fit,
                              .present_deg = report.outcome.sweep.present_deg,
                              .bands = bands});
}

}  // namespace boresight::cli
