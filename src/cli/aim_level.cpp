// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_level.h"

#include <algorithm>

namespace boresight::cli {

void AimLevel::add(double time_s, const survey::SweepCell& cell, const store::Reading& reading) {
    const std::optional<double> level_dbfs = reading.rscp_dbfs ? reading.rscp_dbfs : reading.rsrp_dbfs;
    if (!level_dbfs) return;
    Heard& heard = cells_[{cell.frequency_hz, cell.pci}];
    heard.relative.add(time_s, *level_dbfs);
    heard.latest_db = *level_dbfs;
}

std::optional<LevelNow> AimLevel::now(double time_s) const {
    const auto strongest = std::max_element(cells_.begin(), cells_.end(), [](const auto& a, const auto& b) {
        return a.second.relative.mean_db() < b.second.relative.mean_db();
    });
    const auto followed = followed_ ? cells_.find(*followed_) : strongest;
    if (followed == cells_.end()) return std::nullopt;
    const auto over_db = followed->second.relative.over_mean_db(time_s);
    if (!over_db) return std::nullopt;
    return LevelNow{.level_db = followed->second.latest_db, .over_mean_db = *over_db};
}

}  // namespace boresight::cli
