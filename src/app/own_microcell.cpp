// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/own_microcell.h"

#include <fmt/format.h>

#include "catalog/frequency_text.h"

namespace boresight::app {

namespace {

// What the cell is known by, on its carrier.
std::optional<advise::HeardIdentity> identity_of(const survey::UmtsScanCell& cell) {
    if (!cell.frequency_hz) return std::nullopt;
    return advise::HeardIdentity{
        .psc = cell.cell.psc, .frequency_hz = *cell.frequency_hz, .pilot_dbm = survey::pilot_dbm(cell.cell)};
}

std::optional<advise::KnownBy> known_as(const OwnMicrocell& own, const advise::HeardIdentity& heard) {
    if (!own.of_umts()) return std::nullopt;
    return advise::known_as_home(own.cell, own.unit ? own.unit->umts_bands : std::vector<int>(), heard);
}

}  // namespace

std::optional<advise::KnownBy> OwnMicrocell::known_by(const survey::UmtsScanCell& heard) const {
    const auto identity = identity_of(heard);
    return identity ? known_as(*this, *identity) : std::nullopt;
}

std::optional<advise::KnownBy> OwnMicrocell::known_by(const survey::SweepCell& heard) const {
    if (heard.rat != catalog::Rat::umts) return std::nullopt;
    return known_as(*this, {.psc = heard.pci, .frequency_hz = heard.frequency_hz, .pilot_dbm = heard.pilot_dbm});
}

OwnMicrocell own_microcell(const Config& config) {
    return {.unit = config.microcell.empty() ? nullptr : catalog::find_microcell(config.microcell),
            .cell = config.home_cell};
}

OwnMicrocell own_microcell(const survey::OwnCell& swept) {
    return {.unit = swept.unit.empty() ? nullptr : catalog::find_microcell(swept.unit),
            .cell = {.psc = swept.psc, .uarfcn = swept.uarfcn}};
}

survey::OwnCell swept_with(const OwnMicrocell& own) {
    return {.unit = own.unit ? own.unit->id : "", .psc = own.cell.psc, .uarfcn = own.cell.uarfcn};
}

bool is_any_microcell(const survey::UmtsScanCell& heard) {
    const auto identity = identity_of(heard);
    return identity && advise::known_as_home({}, {}, *identity).has_value();
}

void ask_for_microcell(const OwnMicrocell& own, survey::ScanQuestion& question) {
    if (!question.umts) return;
    // Where LTE is looked for as well, asking means to look at every point.
    if (own.known_by_power() && (!question.lte || !question.uarfcns.empty())) question.pilot_powers = true;
    if (!own.unit || own.cell.uarfcn || !question.bands.empty()) return;
    for (const int number : own.unit->umts_bands)
        if (const catalog::Band* band = catalog::find_band(catalog::Rat::umts, std::to_string(number)))
            question.more_umts_bands.push_back(band);
}

std::vector<MicrocellHeard> mark_microcells(const OwnMicrocell& own, std::vector<survey::UmtsScanCell>& cells) {
    std::vector<MicrocellHeard> heard;
    for (survey::UmtsScanCell& cell : cells) {
        const auto known_by = own.known_by(cell);
        cell.microcell = known_by.has_value();
        if (known_by)
            heard.push_back({.frequency_hz = *cell.frequency_hz, .psc = cell.cell.psc, .known_by = *known_by});
    }
    return heard;
}

std::string microcell_sentence(const MicrocellHeard& heard) {
    return fmt::format(
        "PSC {} at {} is your microcell, {}.", heard.psc, catalog::frequency_text(heard.frequency_hz),
        heard.known_by == advise::KnownBy::user ? "as you named it" : "by the little power that it tells of");
}

}  // namespace boresight::app
