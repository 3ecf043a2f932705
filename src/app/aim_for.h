// SPDX-License-Identifier: GPL-3.0-or-later
// For whom a sweep looks: whose carriers, and which hotspot is to be locked to the best of them; and how that is done.
// Pure; nothing fails.
#pragma once

#include <optional>
#include <string>

#include "advise/lock.h"
#include "advise/ranking.h"
#include "app/own_microcell.h"
#include "catalog/carriers.h"
#include "survey/sweep_record.h"

namespace boresight::app {

struct AimFor {
    const catalog::Hotspot* hotspot = nullptr;  // null: none was named
    std::optional<catalog::Operator> of;
    const catalog::Country* country = nullptr;
    OwnMicrocell own = {};

    advise::RankingQuestion question() const;
    // Carriers that the hotspot hasn't are swept, but not aimed for.
    survey::CarrierWish wish() const;
};

struct AimLock {
    std::optional<advise::Lock> lock;  // possible
    std::string why_not;               // where there is none
};

// As the record of a sweep or survey names it.
AimFor aim_for_origin(const survey::SweepOrigin& origin);

// The number by which operator and hotspot know the carrier, of the several that it may have: "band 12 (EARFCN 5110)".
std::optional<catalog::Carrier> carrier_name(const AimFor& who, double frequency_hz, bool tdd);

// "band 12 (EARFCN 5110)", "3G band 5 (UARFCN 4438)".
std::string carrier_label(const catalog::Carrier& carrier);

// Of 3G, as the hotspot knows the carrier where it has one of the names; nothing: there is none.
std::optional<catalog::Carrier> umts_name(const AimFor& who, const std::vector<catalog::Carrier>& names);

// To 3G and that band.
AimLock lock_umts(const AimFor& who, int band);

// Of that cell on that carrier.
AimLock lock_cell(const AimFor& who, const catalog::Carrier& carrier, int pci);

}  // namespace boresight::app
