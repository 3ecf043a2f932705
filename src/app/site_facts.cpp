// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/site_facts.h"

#include <fmt/format.h>

#include <cmath>

#include "app/aim_figures.h"
#include "app/counted.h"
#include "catalog/name_key.h"
#include "platform/utc_time.h"
#include "report/reading_fields.h"
#include "survey/radio_calibration.h"

namespace boresight::app {

namespace {

constexpr double ns_per_day = 86400e9;
constexpr double feet_per_m = 3.28084;

// Of the calibration, at the time of the sweep.
std::string age_words(std::int64_t made_ns, std::int64_t sweep_ns) {
    const double days = static_cast<double>(sweep_ns - made_ns) / ns_per_day;
    const std::string date = format_utc_minutes(made_ns).substr(0, 10);
    if (std::abs(days) < 1) return fmt::format("measured on {}, the same day", date);
    return fmt::format("measured on {}, {} {} the sweep", date, counted(std::llround(std::abs(days)), "day"),
                       days > 0 ? "before" : "after");
}

std::string clock_words(const SiteReport& report) {
    if (!report.clock) return "not calibrated: found anew in each measurement";
    return fmt::format("{:+.2f} ± {:.2f} millionths (ppm), {}", report.clock->clock_ppm,
                       1.96 * report.clock->clock_sigma_ppm, age_words(report.clock->made_ns, report.start_ns));
}

std::string level_words(const SiteReport& report) {
    if (report.levels.empty())
        return "not calibrated: strengths are told below the radio's full scale; their differences are as sure";
    const store::LevelCalibration& level = report.levels.front();
    return fmt::format("known to ± {:.1f} dB at {:.0f} MHz against a {}, {}", 1.96 * level.offset_sigma_db,
                       level.frequency_hz * 1e-6,
                       level.held_against == store::HeldAgainst::generator ? "signal generator" : "hotspot",
                       age_words(level.made_ns, report.start_ns));
}

std::string metres(double m, LengthUnits units) {
    return units == LengthUnits::us ? fmt::format("{:.0f} ft", m * feet_per_m) : fmt::format("{:.0f} m", m);
}

std::string antenna_words(const SiteReport& report) {
    const double width_deg = report.aim.outcome.setting.plan.beamwidth_deg;
    return fmt::format("{}beam {:.0f}° wide (at half power), set to ± {:.1f}°",
                       report.antenna.empty() ? "" : report.antenna + ", ", width_deg,
                       report.aim.outcome.setting.plan.azimuth_sigma_deg);
}

// "rtlsdr, serial 00000001" of the arguments that open it.
std::string radio_words(const std::string& arguments) {
    std::string out;
    for (const std::string& piece : catalog::split(arguments, ',')) {
        const std::size_t equals = piece.find('=');
        const std::string key = equals == std::string::npos ? "" : piece.substr(0, equals);
        const std::string value = equals == std::string::npos ? piece : piece.substr(equals + 1);
        if (!out.empty()) out += ", ";
        out += key == "driver" ? (value == "scene" ? "made world (simulated)" : value) : key + ' ' + value;
    }
    return out;
}

std::string scale_words(const aim::Scale& scale) {
    const std::string zero =
        scale.zero ? fmt::format("; its zero is {:.0f}° ± {:.0f}° true", scale.zero->offset_deg, scale.zero->sigma_deg)
                   : "; where its zero points isn't known, so there are no true bearings";
    switch (scale.kind) {
        case aim::ScaleKind::true_north: return "true north";
        case aim::ScaleKind::magnetic:
            return scale.declination_deg
                       ? fmt::format("a compass; true north is {:+.1f}° from it", *scale.declination_deg)
                       : "a compass; its declination isn't known, so there are no true bearings";
        case aim::ScaleKind::mark: break;
    }
    return "marks on the mast" + zero;
}

void add_steps(int first, const advise::LockSteps& steps, std::vector<std::string>& lines) {
    const auto add = [&](const std::string& what, const catalog::Commands& commands) {
        lines.push_back(fmt::format("{}. {}", first++, what));
        for (const std::string& command : commands) lines.push_back("     " + command);
    };
    add("Ask first, and write the answer down:", steps.query);
    add("What undoes it (keep this on paper too):", steps.undo);
    add("Lock:", steps.lock);
    add("See whether it worked:", steps.verify);
}

}  // namespace

report::PageSection instrument(const SiteReport& report, const SitePageWish& wish) {
    report::PageSection section{.title = "Site and instrument"};
    auto& facts = section.facts;
    const auto put = [&](const char* name, const std::string& value) {
        if (!value.empty()) facts.push_back({name, value});
    };
    put("Site", report.site);
    put("Place", place_words(report.position, wish));
    put("Operator", report.aim.outcome.operator_name);
    if (report.aim.who.hotspot) put("Hotspot", report.aim.who.hotspot->name);
    put("Radio", radio_words(report.aim.radio));
    put("Antenna", antenna_words(report));
    put("Bearings are read from", scale_words(report.aim.outcome.setting.scale));
    put("Gain of the radio", fmt::format("{:.1f} dB throughout", report.aim.outcome.sweep.gain_db));
    put("Clock of the radio", clock_words(report));
    put("Strength in dBm", level_words(report));
    put("Software", report.software);
    return section;
}

report::PageSection lock_section(const SiteReport& report) {
    report::PageSection section{.title = "Lock"};
    const AimLock found = live_lock(report.aim);
    if (!found.lock) {
        if (best_there(report.aim) != nullptr) section.paragraphs.push_back(fmt::format("No lock: {}.", found.why_not));
        return section;
    }
    const advise::Lock& lock = *found.lock;
    section.paragraphs.push_back(fmt::format(
        "How {} is kept on {}. {}. How well these commands are known: {}. This program sends nothing to it.",
        report.aim.who.hotspot->name, lock.technology == advise::Technology::umts_only ? "3G" : "the cell",
        lock.family_name, lock.sure));
    if (lock.steps) add_steps(1, *lock.steps, section.commands);
    if (lock.cell) {
        section.commands.push_back("And to the cell" + (lock.cell->fits.empty() ? "" : ", for " + lock.cell->fits) +
                                   ":");
        add_steps(1, lock.cell->steps, section.commands);
        if (!lock.cell->note.empty()) section.items.push_back(lock.cell->note + ".");
    } else if (!lock.why_no_cell.empty()) {
        section.items.push_back(fmt::format("Not to the cell: {}.", lock.why_no_cell));
    }
    for (const advise::Blank& blank : lock.blanks)
        section.items.push_back(fmt::format("{}: {}", blank.written, blank.meaning));
    for (const std::string& warning : lock.warnings) section.items.push_back(warning);
    if (!lock.restart.empty()) section.items.push_back(fmt::format("Restart needed: {}.", lock.restart));
    section.items.push_back(fmt::format("Kept over a restart: {}.", lock.kept));
    for (const std::string& note : lock.notes) section.items.push_back(note);
    return section;
}

std::string strength_words(const SiteReport& report, std::size_t cell) {
    const survey::LiveEstimate& estimate = report.aim.estimate();
    if (cell >= estimate.fits.size() || !estimate.fits[cell]) return {};
    const survey::SweepCell& one = report.aim.outcome.sweep.cells[cell];
    const double gain_db = report.aim.outcome.sweep.gain_db;
    const double dbfs = estimate.fits[cell]->level_db + gain_db - 10 * std::log10(std::max(one.ports, 1));
    const auto offset = survey::level_offset(report.levels, one.frequency_hz, gain_db);
    if (!offset) return decibels(dbfs) + " dBFS";
    return fmt::format("{} ± {:.1f} dBm", decibels(dbfs + offset->offset_db), 1.96 * offset->sigma_db);
}

std::string place_words(const std::optional<Position>& position, const SitePageWish& wish) {
    if (wish.place == PlaceShared::none) return {};
    const bool exact = wish.place == PlaceShared::exact;
    const auto shown =
        report::shared_position(position, exact ? report::PositionDetail::exact : report::PositionDetail::rounded);
    if (!shown) return {};
    const int decimals = exact ? 6 : 3;
    std::string out = fmt::format("{:.{}f} {}, {:.{}f} {}", std::abs(shown->latitude_deg), decimals,
                                  shown->latitude_deg < 0 ? "S" : "N", std::abs(shown->longitude_deg), decimals,
                                  shown->longitude_deg < 0 ? "W" : "E");
    if (shown->height_m) out += fmt::format(", {} above the sea", metres(*shown->height_m, wish.units));
    return out +
           (exact ? "" : fmt::format(" (rounded to about {})", wish.units == LengthUnits::us ? "330 ft" : "100 m"));
}

}  // namespace boresight::app
