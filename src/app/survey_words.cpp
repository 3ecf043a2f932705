// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/survey_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/aim_figures.h"
#include "app/counted.h"
#include "app/signal_quality.h"
#include "catalog/frequency_text.h"

namespace boresight::app {

namespace {

using aim::SpotDecision;
using aim::SpotResult;

std::string name_of(const SurveyReport& report, const SpotResult& spot) {
    return '"' + report.survey.spots[spot.spot] + '"';
}

std::string sinr_words(const aim::Value& sinr) {
    const char* word = quality_word(quality_of(sinr.value));
    if (sinr.value > aim::known_sinr_db - 0.5) return fmt::format("above {:.0f} dB ({})", aim::known_sinr_db, word);
    return fmt::format("{:.0f} dB ({:.0f} to {:.0f}; {})", sinr.value, sinr.low, sinr.high, word);
}

std::string serving_words(const SurveyReport& report, const SpotResult& spot) {
    const std::size_t cell = report.estimate.cells_on[*spot.carrier][*spot.cell];
    return fmt::format("{}, cell {}", carrier_words(report, *spot.carrier), identity_words(report.survey.cells[cell]));
}

std::string behind_words(const SpotResult& spot) {
    if (!spot.carrier) return "nothing heard";
    if (spot.equal) return "no difference (within 1 dB)";
    const aim::Value& behind = spot.behind_db;
    return fmt::format("{} dB ({} to {})", decibels(behind.value), decibels(behind.low), decibels(behind.high));
}

// Two spots in the order that a drift does no harm to.
std::string in_turn(const std::string& a, const std::string& b) {
    return fmt::format("{}, {}, {}, {}", a, b, b, a);
}

const SpotResult* second(const SurveyReport& report) {
    const auto& spots = report.estimate.choice.spots;
    return spots.size() > 1 ? &spots[1] : nullptr;
}

}  // namespace

std::string carrier_words(const SurveyReport& report, std::size_t carrier) {
    const survey::SweepCarrier& one = report.survey.origin.carriers[carrier];
    bool tdd = false;
    for (const survey::SweepCell& cell : report.survey.cells)
        tdd = tdd || (cell.frequency_hz == one.frequency_hz && cell.duplex == dsp::lte::Duplex::tdd);
    const auto name = carrier_name(report.who, one.frequency_hz, tdd);
    return name ? fmt::format("band {} (EARFCN {})", name->band->label, name->channel)
                : catalog::frequency_text(one.frequency_hz);
}

std::string survey_sentence(const SurveyReport& report) {
    const auto& spots = report.estimate.choice.spots;
    if (spots.empty())
        return fmt::format("{} on the way, and no spot with a name to compare.",
                           counted(static_cast<long long>(report.survey.visits.size()), "place"));
    const SpotResult& best = spots.front();
    if (!best.carrier) return "Nothing was heard at any spot.";
    const std::string what =
        fmt::format("Signal quality (SINR) there: {} on {}.", sinr_words(best.sinr_db), serving_words(report, best));
    const SpotResult* next = second(report);
    if (next == nullptr) return fmt::format("One spot so far: {}. {}", name_of(report, best), what);
    switch (report.estimate.choice.decision) {
        case SpotDecision::clear:
            return fmt::format("The best spot is {} (chance {:.0f} %). {} The next, {}, is {} behind.",
                               name_of(report, best), 100 * best.p_best, what, name_of(report, *next),
                               behind_words(*next));
        case SpotDecision::tied:
            return next->equal ? fmt::format(
                                     "{} and {}: no difference (within 1 dB). Take the one that is easier to "
                                     "mount. {}",
                                     name_of(report, best), name_of(report, *next), what)
                               : fmt::format(
                                     "{} and {} are tied; either costs little (some {:.0f} %). Take the one "
                                     "that is easier to mount. {}",
                                     name_of(report, best), name_of(report, *next),
                                     std::max(1.0, 100 * report.estimate.choice.expected_loss), what);
        case SpotDecision::undecided:
        case SpotDecision::nothing: break;
    }
    return fmt::format("Not decided: {} is ahead of {} by {}, best with a chance of {:.0f} %. {}",
                       name_of(report, best), name_of(report, *next), behind_words(*next), 100 * best.p_best, what);
}

std::vector<std::string> survey_notes(const SurveyReport& report) {
    std::vector<std::string> notes;
    const bool once = std::all_of(report.estimate.visits.begin(), report.estimate.visits.end(),
                                  [](std::size_t visits) { return visits < 2; });
    if (report.survey.spots.size() > 1 && once)
        notes.emplace_back(
            "Each spot was visited once, so how well a visit repeats is a guess: a second visit to any of them makes "
            "the comparison surer.");
    if (report.survey.spots.size() > 1)
        notes.emplace_back(
            "A spot is good for itself: half a wavelength (some 20 cm) beside it the strength may differ by a few dB.");
    if (std::any_of(report.survey.stops.begin(), report.survey.stops.end(),
                    [](const survey::SweepStopRecord& stop) { return stop.spoiled(); }))
        notes.emplace_back("Visits at full scale of the radio were left out.");
    return notes;
}

std::string survey_next(const SurveyReport& report) {
    const SpotResult* next = second(report);
    if (report.survey.spots.empty()) return "Next: boresight survey --map walk.html draws the map.";
    if (next == nullptr) return "Next: move the antenna, then boresight survey --spot with another name.";
    const std::string a = report.survey.spots[report.estimate.choice.spots.front().spot];
    const std::string b = report.survey.spots[next->spot];
    const SpotDecision decision = report.estimate.choice.decision;
    if (decision == SpotDecision::undecided || (decision == SpotDecision::tied && !next->equal))
        return fmt::format("Next: visit the two again in the order {}; a drift then falls on both alike.",
                           in_turn(a, b));
    return fmt::format("Next: boresight aim at \"{}\".", a);
}

std::vector<SpotRow> spot_rows(const SurveyReport& report) {
    std::vector<SpotRow> rows;
    for (const SpotResult& spot : report.estimate.choice.spots) {
        SpotRow row;
        row.spot = report.survey.spots[spot.spot];
        row.visits = std::to_string(report.estimate.visits[spot.spot]);
        for (const survey::SpotVisit& visit : report.survey.visits)
            if (visit.place.spot == row.spot && visit.place.height_m)
                row.height = fmt::format("{:g} m", *visit.place.height_m);
        if (spot.carrier) row.carrier = serving_words(report, spot);
        row.sinr = spot.carrier ? sinr_words(spot.sinr_db) : "nothing heard";
        row.behind = rows.empty() ? "best" : behind_words(spot);
        row.best_with = fmt::format("{:.0f} %", 100 * spot.p_best);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace boresight::app
