// SPDX-License-Identifier: GPL-3.0-or-later
// A level as an ear compares it: how far it is over the mean of what was heard in the last minute of listening. The
// mean counts time in which there were levels, so that it lasts from stop to stop of a sweep. Levels in dB of any one
// reference, times in seconds, ascending. Pure; one thread.
#pragma once

#include <optional>

namespace boresight::sound {

class RelativeLevel {
public:
    void add(double time_s, double level_db);

    // Nothing where the latest level is too old to be that of now, or there is no mean yet.
    std::optional<double> over_mean_db(double now_s) const;
    // The mean; nothing before the first level.
    std::optional<double> mean_db() const;

private:
    double heard_s_ = 0;  // that levels stood for
    double mean_db_ = 0, smooth_db_ = 0;
    std::optional<double> latest_s_;
};

}  // namespace boresight::sound
