// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/site_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/aim_figures.h"
#include "app/aim_rows.h"
#include "app/counted.h"
#include "app/safety_words.h"
#include "app/signal_quality.h"
#include "app/site_facts.h"
#include "platform/utc_time.h"

namespace boresight::app {

namespace {

using aim::VerdictKind;
using report::Light;
using report::PageSection;

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

std::string sinr_words(const aim::Value& sinr) {
    if (sinr.value > aim::known_sinr_db - 0.5) return fmt::format("above {:.0f} dB, excellent", aim::known_sinr_db);
    return fmt::format("{:.0f} dB ({:.0f} to {:.0f}), {}", sinr.value, sinr.low, sinr.high,
                       quality_word(quality_of(sinr.value)));
}

std::vector<std::string> instructions(const SiteReport& report) {
    const survey::LiveEstimate& estimate = report.aim.estimate();
    std::vector<std::string> out;
    if (estimate.pointing_deg && estimate.verdict.azimuth_deg)
        out.push_back(fmt::format("Turn the antenna to {}.",
                                  azimuth_words(report.aim.outcome.setting.scale, *estimate.pointing_deg)));
    if (const std::string mount = mount_sentence(report.aim); !out.empty() && !mount.empty())
        out.push_back(mount.substr(1));
    const AimLock lock = live_lock(report.aim);
    if (lock.lock)
        out.push_back(fmt::format("Lock the hotspot to {}: the section \"Lock\" has the commands.",
                                  lock.lock->technology == advise::Technology::umts_only ? "3G" : "the cell"));
    if (!out.empty()) out.emplace_back("Tighten the bolts, then measure again: boresight aim --check.");
    return out;
}

// Whether the antenna is aimed by a cell of 3G.
bool aimed_by_umts(const SiteReport& report) {
    const auto& leading = report.aim.estimate().leading;
    return leading && report.aim.outcome.sweep.cells[*leading].rat == catalog::Rat::umts;
}

bool any_umts(const SiteReport& report) {
    return std::ranges::any_of(report.aim.outcome.sweep.cells,
                               [](const survey::SweepCell& cell) { return cell.rat == catalog::Rat::umts; });
}

PageSection before_and_after(const SiteReport& report) {
    PageSection section{.title = "Before and after"};
    if (!report.after) return section;
    const bool umts = aimed_by_umts(report);
    report::PageTable table{
        .headings = {"", "signal quality (SINR)", umts ? "signal strength (RSCP)" : "signal strength (RSRP)"},
        .rows = {}};
    const aim::Scale& scale = report.aim.outcome.setting.scale;
    const auto quality = [umts](const aim::Value& sinr) { return umts ? "not told for 3G" : sinr_words(sinr); };
    if (report.before)
        table.rows.push_back(
            {fmt::format("Before: antenna at {}", azimuth_words(scale, report.aim.outcome.sweep.present_deg)),
             quality(report.before->sinr_db), "what the rows below compare with"});
    table.rows.push_back(
        {fmt::format("Expected: antenna at {}", azimuth_words(scale, report.aim.estimate().pointing_deg.value_or(0))),
         quality(report.after->sinr_db), gain_interval(report.after->power_gain_db) + " more than before"});
    for (std::size_t i = 0; i < report.checks.size(); ++i) {
        const CheckReport& check = report.checks[i];
        const auto& level = check.result.level_change_db;
        table.rows.push_back(
            {fmt::format("After: checked {} UTC", format_utc_minutes(report.checked_ns[i])),
             check.result.sinr_db ? sinr_words(*check.result.sinr_db)
             : umts               ? "not told for 3G"
                                  : "not heard",
             level ? fmt::format("{} dB {} than expected", decibels(std::abs(*level)), *level < 0 ? "less" : "more")
                   : "not heard"});
    }
    table.caption = "Ranges in brackets hold the truth in 95 of 100 cases.";
    section.tables.push_back(std::move(table));
    for (const CheckReport& check : report.checks) section.paragraphs.push_back(check_sentence(check));
    if (report.checks.empty())
        section.paragraphs.emplace_back(
            "Not yet measured after mounting. \"boresight aim --check\" does it, and this page then tells pass or "
            "fail.");
    return section;
}

// Of 3G, the noise of whose looks is all that was received.
std::string best_ecno_words(const survey::CellSeries& series) {
    std::optional<double> best_db;
    for (std::size_t i = 0; i < series.stops.size(); ++i) {
        const aim::Reading& reading = series.levels.readings[i];
        if (!reading.detected()) continue;
        const double ecno_db = reading.level_db - series.noise_db[i];
        best_db = std::max(best_db.value_or(ecno_db), ecno_db);
    }
    if (!best_db) return "not heard";
    return fmt::format("Ec/No {} dB, {}", decibels(*best_db), quality_word(quality_of_ecno(*best_db)));
}

std::string heard_at_best(const SiteReport& report, std::size_t cell) {
    const auto& series = report.aim.estimate().cells;
    if (cell >= series.size()) return "";
    if (report.aim.outcome.sweep.cells[cell].rat == catalog::Rat::umts) return best_ecno_words(series[cell]);
    std::optional<double> best_db;
    for (const auto& sinr_db : series[cell].sinr_db)
        if (sinr_db) best_db = std::max(best_db.value_or(*sinr_db), *sinr_db);
    if (!best_db) return "not heard";
    return fmt::format("{} dB, {}", decibels(std::min(*best_db, aim::known_sinr_db)),
                       quality_word(quality_of(*best_db)));
}

PageSection every_cell(const SiteReport& report) {
    PageSection section{.title = "Every cell heard"};
    report::PageTable table{
        .headings = {"band, carrier (EARFCN)", "cell (PCI)", "strongest towards (95 %)", "strength (RSRP) there",
                     "best signal quality (SINR) heard", "strength gained over before (95 %)"},
        .rows = {}};
    if (any_umts(report)) {
        table.headings[0] = "band, carrier (EARFCN, of 3G UARFCN)";
        table.headings[1] = "cell (PCI, of 3G PSC)";
        table.headings[3] = "strength (RSRP, of 3G the pilot's, RSCP) there";
        table.headings[4] = "best signal quality (SINR, of 3G Ec/No) heard";
    }
    const std::vector<AimCellRow> rows = aim_cell_rows(report.aim);
    for (std::size_t c = 0; c < rows.size(); ++c)
        table.rows.push_back({rows[c].carrier, rows[c].cell + (rows[c].leading ? " *" : ""), rows[c].direction,
                              strength_words(report, c), heard_at_best(report, c), rows[c].gain});
    table.caption = "* the antenna is aimed by this cell. Bearings are those of the scale that the antenna was set by.";
    section.tables.push_back(std::move(table));
    if (!report.aim.outcome.operator_name.empty())
        section.paragraphs.push_back(fmt::format("Carriers of {}.", report.aim.outcome.operator_name));
    const std::vector<AimCarrierRow> carriers = aim_carrier_rows(report.aim);
    if (carriers.empty()) return section;
    report::PageTable choice{.headings = {"carrier", "best at", "signal quality (SINR) there (95 %)",
                                          "throughput at most, cell empty", "chance of being the best"},
                             .rows = {}};
    for (const AimCarrierRow& row : carriers)
        choice.rows.push_back({row.carrier, row.best_at, row.sinr, row.capacity, row.best_with});
    choice.caption =
        "The throughput compares carriers: it is what one antenna could carry at best if nobody else used the cell, no "
        "promise of a speed.";
    section.tables.push_back(std::move(choice));
    return section;
}

PageSection plots(const SiteReport& report) {
    PageSection section{.title = "Where each cell comes from", .on_new_page = true};
    std::string without;
    for (std::size_t c = 0; c < report.aim.outcome.sweep.cells.size(); ++c) {
        const std::string svg = cell_picture(report, c);
        if (!svg.empty()) {
            const aim::CellFit& fit = *report.aim.estimate().fits[c];
            section.pictures.push_back(
                {.title = "",
                 .svg = svg,
                 .words = fit.usable_direction ? fmt::format("Strongest towards {}.", bearing_words(fit))
                                               : fmt::format("No direction is better than another (sure to {:.0f} %).",
                                                             100 * fit.p_isotropic)});
        } else {
            without += (without.empty() ? "" : ", ") + cell_title(report, c);
        }
    }
    section.paragraphs.emplace_back(
        "Each dot is one measurement with the antenna turned that way; farther out is stronger, a ring is 5 dB. The "
        "line through them is what the antenna and the way to the tower make of it.");
    if (!without.empty())
        section.paragraphs.push_back(fmt::format("Heard at too few stops to say from where: {}.", without));
    return section;
}

std::string quality_at(const survey::CellSeries& series, std::size_t i, bool umts) {
    const aim::Reading& reading = series.levels.readings[i];
    if (umts) return reading.detected() ? decibels(reading.level_db - series.noise_db[i]) + " dB" : "";
    return series.sinr_db[i] ? decibels(*series.sinr_db[i]) + " dB" : "";
}

PageSection stops(const SiteReport& report) {
    PageSection section{.title = "Every measurement"};
    const survey::LiveEstimate& estimate = report.aim.estimate();
    if (!estimate.leading) return section;
    const survey::CellSeries& series = estimate.cells[*estimate.leading];
    report::PageTable table{.headings = {"time (UTC)", "azimuth", "strength (95 %)", "signal quality (SINR)"},
                            .rows = {}};
    const bool umts = aimed_by_umts(report);
    if (umts) table.headings[2] = "strength of the pilot (RSCP, 95 %)";
    if (umts) table.headings[3] = "signal quality (Ec/No)";
    double strongest_db = -1e300;
    for (const aim::Reading& one : series.levels.readings)
        if (one.detected()) strongest_db = std::max(strongest_db, one.level_db);
    for (std::size_t i = 0; i < series.stops.size(); ++i) {
        const aim::Reading& reading = series.levels.readings[i];
        const double below_db = reading.level_db - strongest_db;
        table.rows.push_back({format_utc(report.aim.outcome.sweep.stops[series.stops[i]].start_ns).substr(11, 8),
                              fmt::format("{:g}", series.places[i].azimuth_deg),
                              reading.detected()
                                  ? fmt::format("{} ± {:.1f} dB", decibels(below_db), 1.96 * reading.sigma_db)
                                  : fmt::format("not heard: below {} dB", decibels(below_db)),
                              quality_at(series, i, umts)});
    }
    table.caption = fmt::format("Of the {}, against the strongest of them.", cell_title(report, *estimate.leading));
    section.tables.push_back(std::move(table));
    return section;
}

PageSection not_measured(const SiteReport& report) {
    PageSection section{.title = "Not measured, and why"};
    std::vector<survey::BandNotHeard> bands = report.aim.not_heard;
    std::sort(bands.begin(), bands.end(), [](const auto& a, const auto& b) { return a.band->number < b.band->number; });
    for (const survey::BandNotHeard& band : bands)
        section.items.push_back(fmt::format("{} {}{}: this {}.",
                                            band.band->rat == catalog::Rat::umts ? "3G band" : "Band", band.band->label,
                                            band.partly ? ", in part" : "", band.why));
    if (section.items.empty()) section.paragraphs.emplace_back("The radio could hear all bands that were asked for.");
    section.items.emplace_back(any_umts(report) ? "5G; of 3G all but the carriers above."
                                                : "3G and 5G: this sweep measures LTE (4G) alone.");
    return section;
}

PageSection notes(const SiteReport& report) {
    PageSection section{.title = "Notes"};
    section.items = live_notes(report.aim);
    return section;
}

void add_if_any(std::vector<PageSection>& sections, PageSection section) {
    if (!section.paragraphs.empty() || !section.facts.empty() || !section.tables.empty() || !section.pictures.empty() ||
        !section.commands.empty() || !section.items.empty())
        sections.push_back(std::move(section));
}

}  // namespace

VerdictLight verdict_light(const LiveAimReport& report) {
    switch (report.estimate().verdict.kind) {
        case VerdictKind::no_direction: return {"NO DIRECTION", Light::red};
        case VerdictKind::not_enough: return {"NOT DECIDED", Light::yellow};
        case VerdictKind::tie: return {"TWO DIRECTIONS TIED", Light::yellow};
        case VerdictKind::point: break;
    }
    const aim::CarrierPointing* best = best_there(report);
    const bool umts = best && report.outcome.sweep.carriers[best->carrier].rat == catalog::Rat::umts;
    if (best == nullptr || umts) return {"DIRECTION FOUND", Light::none};
    const SignalQuality quality = quality_of(best->sinr_db.value);
    const Light light = quality >= SignalQuality::good   ? Light::green
                        : quality >= SignalQuality::poor ? Light::yellow
                                                         : Light::red;
    return {upper(quality_word(quality)) + " SIGNAL QUALITY EXPECTED", light};
}

report::Page site_page(const SiteReport& report, const SitePageWish& wish) {
    report::Page page;
    page.title = report.site.empty() ? "Antenna report" : "Antenna report: " + report.site;
    page.subtitle = fmt::format("Measured {} to {} UTC, {}", format_utc_minutes(report.start_ns),
                                format_utc_minutes(report.end_ns).substr(11),
                                counted(static_cast<long long>(report.aim.outcome.sweep.stops.size()), "stop"));
    page.simulated = report.aim.outcome.simulated;
    const VerdictLight light = verdict_light(report.aim);
    page.light_word = light.word;
    page.light = light.light;
    page.sentence = live_sentence(report.aim);
    page.instructions = instructions(report);
    if (!report.finished)
        page.sections.push_back({.title = "This measurement was broken off",
                                 .paragraphs = {"It tells only what it had come to by then; more stops may change it. "
                                                "\"boresight aim --resume\" goes on with it."}});
    add_if_any(page.sections, before_and_after(report));
    add_if_any(page.sections, lock_section(report));
    add_if_any(page.sections, every_cell(report));
    add_if_any(page.sections, plots(report));
    add_if_any(page.sections, not_measured(report));
    add_if_any(page.sections, notes(report));
    add_if_any(page.sections, instrument(report, wish));
    add_if_any(page.sections, stops(report));
    add_if_any(page.sections, {.title = "Before anybody climbs", .items = safety_lines()});
    page.footer = fmt::format("Sweep {} of the database, by {}. It only listened; nothing was sent.",
                              report.session.value, report.software);
    return page;
}

}  // namespace boresight::app
