// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/isolation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace boresight::advise {

namespace {

constexpr double sigmas_of_95 = 1.959963984540054;
constexpr double revisit_db = 0.7;          // what a second visit to a stop differs by
constexpr double announced_sigma_db = 1.2;  // of a pilot's power: within 2.1 dB (TS 25.104 6.4.4), evenly
constexpr double told_sigma_db = 2;         // of a power that a label or a user tells
constexpr double total_over_pilot_db = 10;
constexpr double louder_by_level_db = 15;  // than every other, and
constexpr double steadier_than_db = 10;    // from its best to its worst direction: no tower is as even
constexpr double nearest_stop_deg = 20;
constexpr double own_band_rejection_db = 33;  // of the hotspot's receiver, 5 MHz beside (TS 36.101 7.5)
constexpr double noise_dbm = -97.5;           // of a receiver with a noise figure of 7 dB, in 9 MHz
constexpr double amplifier_dbm = -30;         // in all, before it is driven out of its straight part

double apart_deg(double a, double b) {
    return std::abs(std::remainder(a - b, 360));
}

aim::Value around(double value, double sigma_db) {
    return {value, value - sigmas_of_95 * sigma_db, value + sigmas_of_95 * sigma_db};
}

std::string words(const aim::Value& value, const char* unit) {
    return fmt::format("{:.1f} {} ({:.1f} to {:.1f})", value.value, unit, value.low, value.high);
}

std::string name_of(const HeardUmtsCell& cell) {
    return fmt::format("3G band {} (UARFCN {}, PSC {})", cell.band, cell.uarfcn, cell.psc);
}

const PilotLevel& loudest(const HeardUmtsCell& cell) {
    return *std::max_element(cell.levels.begin(), cell.levels.end(),
                             [](const PilotLevel& a, const PilotLevel& b) { return a.level_db < b.level_db; });
}

double range_db(const HeardUmtsCell& cell) {
    double least = loudest(cell).level_db;
    for (const PilotLevel& level : cell.levels) least = std::min(least, level.level_db);
    return loudest(cell).level_db - least;
}

struct Found {
    const HeardUmtsCell* cell = nullptr;
    KnownBy known_by = KnownBy::user;
    std::string why_not;
};

Found named(const IsolationQuestion& question, const std::vector<const HeardUmtsCell*>& cells) {
    Found found;
    for (const HeardUmtsCell* cell : cells) {
        if (!is_named(question.home, cell->psc, cell->frequency_hz)) continue;
        if (!found.cell || loudest(*cell).level_db > loudest(*found.cell).level_db) found.cell = cell;
    }
    if (!found.cell) found.why_not = "The cell that was named wasn't heard in the sweep.";
    return found;
}

Found by_its_power(const std::vector<const HeardUmtsCell*>& cells) {
    Found found{.known_by = KnownBy::announced_power, .why_not = {}};
    for (const HeardUmtsCell* cell : cells)
        if (known_as_home({}, {}, {cell->psc, cell->frequency_hz, cell->pilot_dbm}) &&
            (!found.cell || loudest(*cell).level_db > loudest(*found.cell).level_db))
            found.cell = cell;
    return found;
}

Found by_its_level(const std::vector<const HeardUmtsCell*>& cells) {
    Found found{.known_by = KnownBy::level, .why_not = {}};
    const HeardUmtsCell* first = cells.front();
    for (const HeardUmtsCell* cell : cells)
        if (loudest(*cell).level_db > loudest(*first).level_db) first = cell;
    const bool alone = std::all_of(cells.begin(), cells.end(), [&](const HeardUmtsCell* cell) {
        return cell == first || loudest(*cell).level_db < loudest(*first).level_db - louder_by_level_db;
    });
    if (alone && first->stops_without == 0 && range_db(*first) < steadier_than_db) found.cell = first;
    return found;
}

Found find(const IsolationQuestion& question) {
    std::vector<const HeardUmtsCell*> cells;
    for (const HeardUmtsCell& cell : question.cells) {
        const bool sent = question.umts_bands.empty() || question.home.named() ||
                          std::ranges::count(question.umts_bands, cell.band) > 0;
        if (sent && !cell.levels.empty()) cells.push_back(&cell);
    }
    if (cells.empty())
        return {.why_not =
                    "The sweep has listened to no 3G cell that could be it, so nothing is known of the "
                    "isolation between it and the antenna. boresight aim --umts-carrier N listens to it."};
    if (question.home.named()) return named(question, cells);
    Found found = by_its_power(cells);
    if (!found.cell) found = by_its_level(cells);
    if (found.cell) return found;
    std::string list;
    for (const HeardUmtsCell* cell : cells) list += (list.empty() ? "" : ", ") + std::to_string(cell->psc);
    return {.why_not = fmt::format("Which of the 3G cells heard (PSC {}) is the microcell isn't known: name it, "
                                   "--microcell-psc N. Switched off it is the one that is gone.",
                                   list)};
}

const char* how_known(KnownBy known_by) {
    switch (known_by) {
        case KnownBy::user: return "as you named it";
        case KnownBy::announced_power: return "known by the little power that it tells of";
        case KnownBy::level: break;
    }
    return "taken for it because it is much the loudest, from everywhere";
}

// How much its noise grows by a disturbance of that level.
double rise_db(double disturbance_dbm) {
    return 10 * std::log10(1 + std::pow(10.0, (disturbance_dbm - noise_dbm) / 10));
}

// Of the stop nearest to there; where nobody knows where it will point, the loudest.
const PilotLevel& level_at(const HeardUmtsCell& cell, std::optional<double> azimuth_deg) {
    if (!azimuth_deg) return loudest(cell);
    return *std::min_element(cell.levels.begin(), cell.levels.end(), [&](const PilotLevel& a, const PilotLevel& b) {
        return apart_deg(a.azimuth_deg, *azimuth_deg) < apart_deg(b.azimuth_deg, *azimuth_deg);
    });
}

void tell_level(const IsolationQuestion& question, Isolation& out, std::vector<std::string>& sentences) {
    const PilotLevel& there = level_at(out.cell, question.azimuth_deg);
    const PilotLevel& most = loudest(out.cell);
    out.azimuth_deg = there.azimuth_deg;
    out.loudest_deg = most.azimuth_deg;
    const double own_sigma_db = std::hypot(there.sigma_db, revisit_db);
    out.below_loudest_db =
        around(most.level_db - there.level_db, std::hypot(own_sigma_db, std::hypot(most.sigma_db, revisit_db)));
    const bool far = question.azimuth_deg && apart_deg(there.azimuth_deg, *question.azimuth_deg) > nearest_stop_deg;
    sentences.push_back(fmt::format("It is {}, {}.", name_of(out.cell), how_known(out.known_by)));
    sentences.push_back(&there == &most
                            ? fmt::format("With the antenna at {:.0f} it is as loud as anywhere: any other direction "
                                          "keeps them further apart.",
                                          there.azimuth_deg)
                            : fmt::format("With the antenna at {:.0f} it is {} weaker than at {:.0f}, where it is "
                                          "loudest{}.",
                                          there.azimuth_deg, words(out.below_loudest_db, "dB"), most.azimuth_deg,
                                          far ? "; no stop was nearer to where the antenna is going to point" : ""));
    if (!out.cell.offset_db) {
        sentences.push_back(
            "How many dB lie between the two isn't known: this radio isn't calibrated for levels there (boresight "
            "calibrate).");
        return;
    }
    const double sigma_db = std::hypot(own_sigma_db, out.cell.offset_sigma_db);
    out.pilot_dbm = around(there.level_db + *out.cell.offset_db, sigma_db);
    sentences.push_back(fmt::format("Its pilot arrives at the cable's end with {}, all it sends with some 10 dB more.",
                                    words(*out.pilot_dbm, "dBm")));
    const bool told = question.home.power_dbm.has_value();
    if (!told && !out.cell.pilot_dbm) {
        sentences.push_back(
            "How many dB lie between the two isn't known: the cell didn't tell its power. --microcell-power DBM has "
            "it from the label.");
        return;
    }
    const double sent_dbm = told ? *question.home.power_dbm - total_over_pilot_db : *out.cell.pilot_dbm;
    out.isolation_db =
        around(sent_dbm - out.pilot_dbm->value, std::hypot(sigma_db, told ? told_sigma_db : announced_sigma_db));
    sentences.push_back(
        fmt::format("So {} lie between the microcell and that cable: 10 dB more or less from place to "
                    "place are common, so behind and below the antenna is best.",
                    words(*out.isolation_db, "dB")));
}

void tell_disturbance(const IsolationQuestion& question, Isolation& out, std::vector<std::string>& sentences) {
    if (!out.pilot_dbm) return;
    const double total_dbm = out.pilot_dbm->value + total_over_pilot_db;
    sentences.push_back(
        out.pilot_dbm->high + total_over_pilot_db < amplifier_dbm
            ? fmt::format("An amplifier on the mast isn't driven too far by it: {:.0f} dBm of the {:.0f} dBm that it "
                          "bears.",
                          total_dbm, amplifier_dbm)
            : fmt::format("An amplifier on the mast may be driven too far by it: {:.0f} dBm in all, and it bears some "
                          "{:.0f} dBm. Move the microcell.",
                          total_dbm, amplifier_dbm));
    if (question.lte_bands.empty()) return;
    if (std::ranges::count(question.lte_bands, out.cell.band) == 0) {
        sentences.push_back("It sends in another band than the hotspot is kept to, whose filter keeps it out.");
        return;
    }
    const auto at = [&](double pilot_dbm) { return rise_db(pilot_dbm + total_over_pilot_db - own_band_rejection_db); };
    out.noise_rise_db = aim::Value{at(out.pilot_dbm->value), at(out.pilot_dbm->low), at(out.pilot_dbm->high)};
    sentences.push_back(
        fmt::format("It sends in the band that the hotspot is kept to, and may raise the noise there "
                    "by {}: reckoned with a receiver of {:.0f} dB selectivity, not measured.",
                    words(*out.noise_rise_db, "dB"), own_band_rejection_db));
}

}  // namespace

const HeardUmtsCell* microcell_among(const IsolationQuestion& question) {
    return find(question).cell;
}

IsolationFinding isolation(const IsolationQuestion& question) {
    const Found found = find(question);
    if (!found.cell) return {.isolation = {}, .sentences = {found.why_not}};
    Isolation out{.cell = *found.cell, .known_by = found.known_by, .below_loudest_db = {}};
    IsolationFinding finding;
    tell_level(question, out, finding.sentences);
    tell_disturbance(question, out, finding.sentences);
    finding.isolation = std::move(out);
    return finding;
}

}  // namespace boresight::advise
