// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/drift.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "scene/draws.h"

namespace boresight::scene {
namespace {

constexpr int halvings = 30;  // of 2^30 seconds
constexpr double walk_share = 0.5;
constexpr double walk_unit_s = 600;
constexpr double swing_share = 0.5;
constexpr std::uint64_t turns_stream = 1;

}  // namespace

// From the ends of a span its middle follows, with a draw of its own, half by half down to a second (Levy).
double Walk::at(double time_s) const {
    double begin_s = 0;
    double length_s = std::ldexp(1.0, halvings);
    const double wanted_s = std::clamp(time_s, 0.0, length_s);
    double begin = 0;
    double end = std::sqrt(length_s) * Draws(seed_, 0, 0).normal();
    std::uint64_t index = 1;  // of the span in a tree of halves
    for (int level = 0; level < halvings; ++level) {
        const double middle = (begin + end) / 2 + std::sqrt(length_s) / 2 * Draws(seed_, 0, index).normal();
        length_s /= 2;
        const bool later = wanted_s >= begin_s + length_s;
        (later ? begin : end) = middle;
        if (later) begin_s += length_s;
        index = 2 * index + (later ? 1 : 0);
    }
    return begin + (end - begin) * (wanted_s - begin_s) / length_s;
}

GainDrift::GainDrift(const Drift& drift, std::vector<GainStep> steps, std::uint64_t seed)
    : drift_(drift), steps_(std::move(steps)), seed_(seed), walk_(seed + 1) {
    Draws draws(seed, 0, 0);
    warm_up_s_ = draws.uniform(60, 300);
    warm_up_db_ = draws.normal();
    swing_s_ = draws.uniform(200, 900);
    swing_db_ = swing_share * draws.normal();
    swing_phase_ = draws.uniform(0, 2 * std::numbers::pi);
}

double GainDrift::gain_db(double time_s, std::uint64_t turn) const {
    const double warm_up_db = warm_up_db_ * (1 - std::exp(-time_s / warm_up_s_));
    const double swing_db = swing_db_ * std::sin(2 * std::numbers::pi * time_s / swing_s_ + swing_phase_);
    const double walk_db = walk_share * walk_.at(time_s) / std::sqrt(walk_unit_s);
    double jumped_db = 0;
    for (const GainStep& step : steps_)
        if (step.at_s <= time_s) jumped_db += step.step_db;
    return jumped_db + drift_.gain_db * (warm_up_db + swing_db + walk_db) +
           drift_.turn_db * Draws(seed_, turns_stream, turn).normal();
}

}  // namespace boresight::scene
