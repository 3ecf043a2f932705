// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own microcell of 3G among cells that were heard: by the name that the user gave it (scrambling code,
// carrier), else by the little power that it tells of. Powers in dBm. Pure; nothing fails.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace boresight::advise {

// As the user names it; all may be missing.
struct HomeCell {
    std::optional<int> psc = {}, uarfcn = {};
    std::optional<double> power_dbm = {};  // of all it sends

    bool named() const { return psc || uarfcn; }
    bool operator==(const HomeCell&) const = default;
};

enum class KnownBy { user, announced_power, level };

// "user", "announced_power", "level" as in JSON.
const char* known_by_name(KnownBy known_by);

// A pilot's power in SIB5 that no tower tells of: a local-area base station sends 24 dBm in all at most, one of medium
// range up to 38 (TS 25.104 6.2.1), and pilots lie some 10 dB below.
constexpr double most_home_pilot_dbm = 20;

// What a cell that was heard is known by.
struct HeardIdentity {
    int psc = 0;
    double frequency_hz = 0;
    std::optional<double> pilot_dbm = {};  // that it told of
};

// Whether the user's name means this cell; false where there is none.
bool is_named(const HomeCell& home, int psc, double frequency_hz);

// Nothing: it isn't the microcell as far as can be told from one cell. `umts_bands` of the unit; empty: not known.
std::optional<KnownBy> known_as_home(const HomeCell& home, const std::vector<int>& umts_bands,
                                     const HeardIdentity& cell);

}  // namespace boresight::advise
