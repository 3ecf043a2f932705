// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "app/advise_words.h"
#include "cli/advise_report.h"
#include "cli/catalog_arguments.h"
#include "cli/lock_report.h"
#include "cli/table.h"

namespace boresight::cli {

namespace {

std::string heading(const AdviseReport& report) {
    const auto& source = report.outcome.source;
    if (!source) return paragraph(fmt::format("No ranking: {}.", report.outcome.ranking.why_empty));
    std::string out = paragraph((source->simulated ? "SIMULATED. " : "") + app::source_words(*source));
    for (const std::string& each : source->passed_over) out += paragraph(each);
    return out;
}

std::string ranking_table(const advise::Ranking& ranking) {
    Table table({{.heading = "band", .align = Align::right},
                 {.heading = "EARFCN", .align = Align::right},
                 {.heading = "cell (PCI)", .align = Align::right},
                 {.heading = "operator"},
                 {.heading = "can carry in all (Mbit/s)", .align = Align::right},
                 {.heading = "why"}});
    for (const advise::RankedCarrier& each : ranking.carriers)
        table.add_row({std::to_string(each.band), std::to_string(each.earfcn), std::to_string(each.pci),
                       each.operator_name,
                       fmt::format("{:.0f} to {:.0f}", each.capacity_mbps.low, each.capacity_mbps.high), each.why});
    return table.text();
}

// Bands that share a reason share a line.
std::string left_out_text(const std::string& heading, const std::vector<advise::LeftOut>& all) {
    std::vector<std::pair<std::string, std::vector<int>>> reasons;
    for (const advise::LeftOut& each : all) {
        const auto found =
            std::find_if(reasons.begin(), reasons.end(), [&](const auto& other) { return other.first == each.why; });
        if (found == reasons.end())
            reasons.push_back({each.why, {each.band}});
        else
            found->second.push_back(each.band);
    }
    std::string out = reasons.empty() ? "" : heading;
    for (const auto& [why, bands] : reasons)
        out += paragraph(fmt::format("{} {}: {}", bands.size() == 1 ? "band" : "bands", fmt::join(bands, ", "), why),
                         "  ");
    return out;
}

std::string ranking_text(const AdviseReport& report) {
    const advise::Ranking& ranking = report.outcome.ranking;
    std::string out;
    if (!ranking.carriers.empty()) {
        out += ranking_table(ranking);
        for (const std::string& note : advise::ranking_notes(ranking)) out += paragraph(note);
    } else if (report.outcome.source) {
        out += paragraph(fmt::format("No ranking: {}.", ranking.why_empty));
    }
    const bool told = !report.request.bands.empty();
    if (report.outcome.source || !told) out += left_out_text("Not measured:\n", ranking.not_measured);
    out += left_out_text("Measured, but of no use here:\n", ranking.not_usable);
    for (std::size_t i = 0; i < report.outcome.umts.size(); ++i)
        out += (i == 0 ? "3G, as a sweep heard it:\n" : "") + paragraph(report.outcome.umts[i].why, "  ");
    return out;
}

std::string sockets_words(const catalog::Hotspot& hotspot) {
    if (hotspot.socket == "none") return "It has no antenna sockets: an antenna outside needs another device.";
    if (!hotspot.sockets) return "Whether it has antenna sockets isn't known: look at it.";
    return fmt::format(
        "Antenna sockets: {} ({}). A plug may switch off only some of the antennas inside: compare the "
        "level of each branch.",
        *hotspot.sockets, hotspot.socket);
}

std::string about(const catalog::Hotspot& hotspot) {
    const std::string note = hotspot.note.empty() ? "" : fmt::format("About this one: {}. ", hotspot.note);
    return fmt::format("{}How well its bands are known: {}; the article number decides. {}", note, hotspot.sure,
                       sockets_words(hotspot));
}

std::string lock_section(const AdviseReport& report) {
    const app::AdviseOutcome& outcome = report.outcome;
    if (!outcome.lock || !outcome.lock->possible()) return paragraph(fmt::format("No lock: {}.", outcome.why_no_lock));
    const std::string of = report.request.hotspot ? fmt::format(" on {}", report.request.hotspot->name) : "";
    std::string out =
        paragraph(fmt::format("Lock {}{}. Nothing is sent to it by this program.", lock_subject(*outcome.lock), of));
    if (report.request.hotspot) out += paragraph(about(*report.request.hotspot));
    return out + lock_text(*outcome.lock);
}

// Whether what is to be locked anyway keeps the two apart as well.
bool covers(const app::AdviseOutcome& outcome, const advise::Lock& other) {
    return outcome.lock && outcome.lock->steps &&
           (other.technology == advise::Technology::any || other.technology == outcome.lock->technology) &&
           (other.bands.empty() || other.bands == outcome.lock->bands);
}

std::string circular_section(const AdviseReport& report) {
    if (!report.outcome.circular) return "";
    const advise::Circular& circular = *report.outcome.circular;
    std::string out = fmt::format("\nThe microcell, as of {}{}:\n", report.outcome.day,
                                  report.outcome.day_of_scene ? " (the day the scene tells of)" : "");
    out += paragraph(circular.sentence);
    for (const std::string& reason : circular.reasons) out += paragraph(reason, "  - ");
    if (circular.lock && circular.lock->possible() && covers(report.outcome, *circular.lock)) {
        out += "The lock above does that already.\n";
    } else if (circular.lock && circular.lock->possible()) {
        out += paragraph(fmt::format("To keep them apart, {}:", lock_subject(*circular.lock)));
        out += lock_text(*circular.lock);
    }
    if (report.outcome.isolation) {
        out += "As the sweep heard it:\n";
        for (const std::string& each : report.outcome.isolation->sentences) out += paragraph(each, "  - ");
    }
    for (std::size_t i = 0; i < circular.checks.size(); ++i)
        out += (i == 0 ? "Afterwards:\n" : "") + paragraph(circular.checks[i], fmt::format("  {}. ", i + 1));
    out += paragraph(fmt::format("Sources: {}.", fmt::join(circular.sources, "; ")));
    return out;
}

}  // namespace

std::string setups_reason() {
    return "what else to buy or build isn't weighed by this version";
}

std::vector<std::string> cable_words() {
    return {
        "Never unscrew an antenna or its cable from anything that sends (hotspot, amplifier, microcell): switch it "
        "off first.",
        "Leave the mast's ground connected, stay off masts and roofs when lightning is about, keep clear of power "
        "lines, and work in twos.",
        "A microcell, extender or amplifier is lawful only as your operator supplies or registers it."};
}

std::string advise_next(const AdviseReport& report) {
    const app::AdviseOutcome& outcome = report.outcome;
    if (!outcome.source) return "Next: boresight scan, then boresight advise again";
    if (!report.request.hotspot && !report.request.family)
        return "Next: boresight advise --hotspot NAME (boresight advise --hotspots lists them)";
    if (!outcome.source->verdict) return "Next: boresight aim, which finds where to point the antenna";
    return "Next: lock it, then boresight log to see whether it stays good";
}

std::string advise_text(const AdviseReport& report) {
    std::string out = heading(report) + ranking_text(report) + '\n' + lock_section(report) + circular_section(report);
    out += "\nBefore you touch a cable:\n";
    for (const std::string& words : cable_words()) out += paragraph(words, "  ! ");
    return out + paragraph(fmt::format("Set-ups: {}.", setups_reason())) + advise_next(report) + '\n';
}

}  // namespace boresight::cli
