// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/relative_level.h"

#include <algorithm>
#include <cmath>

namespace boresight::sound {

namespace {

constexpr double remembers_s = 60;
constexpr double smooths_s = 0.3;      // fading from look to look isn't what turns the antenna
constexpr double stands_for_s = 0.25;  // at most: a gap is no level
constexpr double old_after_s = 0.7;

}  // namespace

void RelativeLevel::add(double time_s, double level_db) {
    const double since_s = latest_s_ ? time_s - *latest_s_ : 0;
    const double step_s = std::clamp(since_s, 0.02, stands_for_s);
    // The plain mean as long as less was heard than is remembered.
    const double weight = step_s / std::min(heard_s_ + step_s, remembers_s);
    mean_db_ += weight * (level_db - mean_db_);
    const bool begins = !latest_s_ || since_s > old_after_s;
    smooth_db_ += begins ? level_db - smooth_db_ : (1 - std::exp(-step_s / smooths_s)) * (level_db - smooth_db_);
    heard_s_ += step_s;
    latest_s_ = time_s;
}

std::optional<double> RelativeLevel::over_mean_db(double now_s) const {
    if (!latest_s_ || now_s - *latest_s_ > old_after_s) return std::nullopt;
    return smooth_db_ - mean_db_;
}

std::optional<double> RelativeLevel::mean_db() const {
    return latest_s_ ? std::optional(mean_db_) : std::nullopt;
}

}  // namespace boresight::sound
