// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of a sweep (survey/pointing_check.h) read back from the database and judged again, which gives what was
// printed when they were made. Throws what the store throws. One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "store/history.h"
#include "store/reader.h"
#include "survey/pointing_check.h"

namespace boresight::survey {

struct StoredCheck {
    store::SessionId session;
    std::int64_t start_ns = 0;
    CheckResult result;
};

// Those that judge this sweep, the earliest first: as they name it or, where an older program kept them, those made
// after it and before the next sweep.
std::vector<StoredCheck> stored_checks(store::Reader& reader, store::History& history, const StoredSweep& sweep,
                                       const CheckTarget& target);

}  // namespace boresight::survey
