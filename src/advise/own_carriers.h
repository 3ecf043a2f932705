// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the carriers that were heard are of use: by the hotspot's bands, by the operator, and by the number that
// either of them knows a carrier by. Pure; nothing fails.
#pragma once

#include <vector>

#include "advise/ranking.h"
#include "catalog/carriers.h"

namespace boresight::advise {

// Bands that the operator uses, or those of its country where that is all that is known.
const std::vector<int>& home_bands(const RankingQuestion& question);

// The carrier's numbers. Bands overlap: which of them a frequency means, the bands in use there tell, else the
// hotspot's.
std::vector<catalog::Carrier> names_of(const MeasuredCell& cell, const RankingQuestion& question);

// The number to use, of those: the hotspot must have it; one in use there goes first. Null: the hotspot has none.
const catalog::Carrier* usable_name(const std::vector<catalog::Carrier>& names, const RankingQuestion& question);

bool usually_of(const MeasuredCell& cell, const catalog::Operator& of);

// Of another operator by name or, where no name was read, by what is usual there; a carrier in none of this one's bands
// isn't its own either.
bool of_others(const MeasuredCell& cell, const RankingQuestion& question);

// Whether the hotspot has the carrier, by one of its numbers, and it can be used alone: where nobody knows the hotspot,
// every carrier with an uplink will do.
bool can_use(const MeasuredCell& cell, const RankingQuestion& question);

// The same, and it isn't another operator's.
bool is_candidate(const MeasuredCell& cell, const RankingQuestion& question);

}  // namespace boresight::advise
