// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/home_cell.h"

#include <algorithm>

#include "catalog/carriers.h"
#include "catalog/same_carrier.h"

namespace boresight::advise {

namespace {

// Overlapping bands have a number each for one frequency.
bool is_channel(int uarfcn, double frequency_hz) {
    const auto names = catalog::carriers_of_channel(catalog::Rat::umts, catalog::Direction::downlink, uarfcn);
    return std::ranges::any_of(
        names, [&](const catalog::Carrier& name) { return catalog::same_carrier(name.frequency_hz, frequency_hz); });
}

}  // namespace

const char* known_by_name(KnownBy known_by) {
    switch (known_by) {
        case KnownBy::user: return "user";
        case KnownBy::announced_power: return "announced_power";
        case KnownBy::level: break;
    }
    return "level";
}

bool is_named(const HomeCell& home, int psc, double frequency_hz) {
    return home.named() && (!home.psc || *home.psc == psc) && (!home.uarfcn || is_channel(*home.uarfcn, frequency_hz));
}

std::optional<KnownBy> known_as_home(const HomeCell& home, const std::vector<int>& umts_bands,
                                     const HeardIdentity& cell) {
    if (home.named()) return is_named(home, cell.psc, cell.frequency_hz) ? std::optional(KnownBy::user) : std::nullopt;
    if (!cell.pilot_dbm || *cell.pilot_dbm > most_home_pilot_dbm) return std::nullopt;
    const auto names = catalog::carriers_at(catalog::Rat::umts, cell.frequency_hz);
    const bool sent = umts_bands.empty() || std::ranges::any_of(names, [&](const catalog::Carrier& name) {
                          return std::ranges::count(umts_bands, name.band->number) > 0;
                      });
    return sent ? std::optional(KnownBy::announced_power) : std::nullopt;
}

}  // namespace boresight::advise
