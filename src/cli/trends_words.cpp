// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences of `trends` that text and picture share.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/frequency_text.h"
#include "cli/progress.h"
#include "cli/trends_report.h"
#include "survey/carrier_names.h"

namespace boresight::cli {

namespace {

constexpr double telling_gain_change_db = 0.5;
constexpr double least_told_db = 0.1;  // levels are counted in such steps
constexpr std::size_t most_events_of_gap = 2;

struct Change {
    std::int64_t day = 0;
    std::string words;
};

std::string step_words(const survey::CellStep& step) {
    const survey::LevelStep& s = step.step;
    std::string words = fmt::format("{} {:.1f} dB {} (± {:.1f} dB), from {:.1f} to {:.1f}",
                                    step.of == survey::StepOf::level ? "level" : "quality", std::abs(s.change_db),
                                    s.change_db > 0 ? "up" : "down", std::max(s.change_sigma_db, least_told_db),
                                    s.before_db, s.after_db);
    if (s.first_day_after > s.last_day_before + 1)
        words += fmt::format(", some time since {}", date_of_day(s.last_day_before));
    if (step.gain_change_db && std::abs(*step.gain_change_db) > telling_gain_change_db)
        words +=
            fmt::format("; the radio's gain changed by {:+.1f} dB then and may be the cause", *step.gain_change_db);
    return words;
}

std::string by_standard(const survey::Trends& trends, const char* of_lte, const char* of_umts) {
    const auto is_umts = [](const survey::CellTrend& cell) { return cell.cell.identity.rat == store::Rat::umts; };
    if (std::none_of(trends.cells.begin(), trends.cells.end(), is_umts)) return of_lte;
    if (std::all_of(trends.cells.begin(), trends.cells.end(), is_umts)) return of_umts;
    return fmt::format("{} (LTE) or {} (UMTS)", of_lte, of_umts);
}

}  // namespace

std::string cell_name(const store::Cell& cell) {
    const store::CellIdentity& identity = cell.identity;
    std::string name = fmt::format("{} {}", identity.rat == store::Rat::umts ? "PSC" : "PCI", identity.physical_id);
    if (identity.frequency_hz) {
        const auto duplex = cell.facts.tdd.value_or(false) ? dsp::lte::Duplex::tdd : dsp::lte::Duplex::fdd;
        const auto carriers = identity.rat == store::Rat::lte ? survey::carrier_names(*identity.frequency_hz, duplex)
                                                              : survey::umts_carrier_names(*identity.frequency_hz);
        name += carriers.empty()
                    ? ", " + catalog::frequency_text(*identity.frequency_hz)
                    : fmt::format(", band {} ({})", carriers.front().band->number, carriers.front().channel);
    }
    return identity.plmn ? name + ", " + *identity.plmn : name;
}

std::string level_words(const survey::Trends& trends) {
    const auto known = [](const survey::CellTrend& cell) { return cell.at_known_gain; };
    if (std::all_of(trends.cells.begin(), trends.cells.end(), known)) return "dBFS at a gain of 0 dB";
    if (std::none_of(trends.cells.begin(), trends.cells.end(), known)) return "dBFS (the gain isn't known)";
    return "dBFS at a gain of 0 dB where the gain is known";
}

std::string level_name(const survey::Trends& trends) {
    return by_standard(trends, "RSRP", "RSCP");
}

std::string quality_name(const survey::Trends& trends) {
    return by_standard(trends, "SINR", "Ec/No");
}

std::vector<std::string> change_words(const survey::Trends& trends, WallClock& clock) {
    std::vector<Change> changes;
    for (const survey::CellTrend& cell : trends.cells) {
        const std::string name = cell_name(cell.cell);
        const auto add = [&](std::int64_t day, const std::string& words) {
            changes.push_back({day, fmt::format("{}: {}: {}", date_of_day(day), name, words)});
        };
        if (cell.is_new) add(clock(cell.first_heard_ns).day, "new");
        if (cell.vanished) add(clock(cell.last_heard_ns).day, "heard for the last time");
        for (const survey::CellStep& step : cell.steps) add(step.step.first_day_after, step_words(step));
    }
    std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.day < b.day; });
    std::vector<std::string> words;
    for (Change& change : changes) words.push_back(std::move(change.words));
    return words;
}

std::string gap_words(const survey::ListeningGap& gap) {
    std::string words = "nobody listened for " + spoken_duration(static_cast<double>(gap.until_ns - gap.from_ns) / 1e9);
    for (std::size_t i = 0; i < std::min(gap.events.size(), most_events_of_gap); ++i)
        words += (i == 0 ? ": " : "; ") + gap.events[i];
    return words;
}

}  // namespace boresight::cli
