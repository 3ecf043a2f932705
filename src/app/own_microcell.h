// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own microcell of 3G among cells that were heard: every command and the window ask for it, know it and
// name it in this one way. Pure; nothing fails.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "advise/home_cell.h"
#include "app/config.h"
#include "catalog/microcells.h"
#include "survey/scan.h"
#include "survey/scan_plan.h"
#include "survey/sweep_carriers.h"
#include "survey/sweep_record.h"

namespace boresight::app {

struct OwnMicrocell {
    const catalog::Microcell* unit = nullptr;  // that hangs on the hotspot; null: none was named
    advise::HomeCell cell = {};                // and its cell of 3G, as the user knows it

    // Whether there is one of 3G, by its unit or by the name of its cell.
    bool of_umts() const { return cell.named() || (unit && unit->umts); }
    // Whether it can be known by the power alone that cells tell of.
    bool known_by_power() const { return of_umts() && !cell.named(); }
    // How that cell is known to be the microcell; nothing: it isn't, as far as can be told.
    std::optional<advise::KnownBy> known_by(const survey::UmtsScanCell& heard) const;
    std::optional<advise::KnownBy> known_by(const survey::SweepCell& heard) const;
};

// That of the settings, and of a sweep that was made with it.
OwnMicrocell own_microcell(const Config& config);
OwnMicrocell own_microcell(const survey::OwnCell& swept);
survey::OwnCell swept_with(const OwnMicrocell& own);

// Whether the cell tells of the little power of a microcell, whoever's.
bool is_any_microcell(const survey::UmtsScanCell& heard);

// A scan that isn't for certain bands looks through the unit's as well and asks cells for their power, unless the
// cell's channel is known; one for bands or carriers of 3G asks where the cell has no name.
void ask_for_microcell(const OwnMicrocell& own, survey::ScanQuestion& question);

// A cell that was heard and is the user's microcell.
struct MicrocellHeard {
    double frequency_hz = 0;
    int psc = 0;
    advise::KnownBy known_by = advise::KnownBy::user;

    bool operator==(const MicrocellHeard&) const = default;
};

// Marks them among the cells as well.
std::vector<MicrocellHeard> mark_microcells(const OwnMicrocell& own, std::vector<survey::UmtsScanCell>& cells);

// "PSC 340 at 882.6 MHz is your microcell, as you named it."
std::string microcell_sentence(const MicrocellHeard& heard);

}  // namespace boresight::app
