// SPDX-License-Identifier: GPL-3.0-or-later
// What the newest sweep that listened to 3G tells `advise`: the cells of 3G that it heard, their levels from stop to
// stop, what they announced and how the radio was calibrated, and how far each carrier's cell is expected above all
// others with the antenna turned to where it is going to point. Throws what the store throws. One thread.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "advise/umts_carriers.h"
#include "store/reader.h"

namespace boresight::app {

struct HeardUmts {
    std::vector<advise::HeardUmtsCell> cells;  // none: no sweep listened to 3G
    std::vector<advise::UmtsThere> there;
};

struct HeardUmtsWish {
    std::vector<int> umts_bands = {};  // of several bands that a carrier may be in, the first of these is meant
    std::optional<store::SessionId> session = {};  // of a sweep, and the azimuth on its scale that is asked for;
    std::optional<double> azimuth_deg = {};        // for another sweep it is where that one says to point
};

HeardUmts heard_umts(store::Reader& reader, const HeardUmtsWish& wish, const std::filesystem::path& database);

}  // namespace boresight::app
