// SPDX-License-Identifier: GPL-3.0-or-later
// The one level that a person at the mast follows during a dwell: that of the cell that the verdict is about, before
// there is one that of the strongest heard so far, each against its own running mean. Levels in dB over full scale.
// Pure; one thread.
#pragma once

#include <map>
#include <optional>
#include <utility>

#include "sound/relative_level.h"
#include "survey/sweep_stop.h"

namespace boresight::cli {

struct LevelNow {
    double level_db = 0;
    double over_mean_db = 0;
};

class AimLevel {
public:
    void add(double time_s, const survey::SweepCell& cell, const store::Reading& reading);

    // That cell is followed from now on.
    void follow(const survey::SweepCell& cell) { followed_ = Key(cell.frequency_hz, cell.pci); }

    // Nothing where the followed cell isn't heard now.
    std::optional<LevelNow> now(double time_s) const;

private:
    using Key = std::pair<double, int>;  // frequency and identity
    struct Heard {
        sound::RelativeLevel relative;
        double latest_db = 0;
    };

    std::map<Key, Heard> cells_;
    std::optional<Key> followed_;
};

}  // namespace boresight::cli
