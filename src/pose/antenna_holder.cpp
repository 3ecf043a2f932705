// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/antenna_holder.h"

#include <fmt/format.h>

#include <cmath>

namespace boresight::pose {

namespace {

constexpr double farthest_setting_deg = 360;

}  // namespace

Arrival HandHolder::turn(const Target& target, StopToken stop) {
    if (stop.stop_requested()) return {.end = Turned::quit};
    Arrival arrival{.end = ask_(target), .azimuth = {target.azimuth.deg, azimuth_sigma_deg_}};
    if (target.elevation_deg) arrival.elevation = {*target.elevation_deg, elevation_sigma_deg};
    return arrival;
}

Arrival HandHolder::begin_turn(const TurnAsked& turn, StopToken stop) {
    if (stop.stop_requested()) return {.end = Turned::quit};
    return {.end = turns_.begin(turn), .azimuth = {turn.from.deg, azimuth_sigma_deg_}};
}

Turning HandHolder::turning(double) {
    return turns_.passed();
}

Arrival SettingHolder::begin_turn(const TurnAsked& turn, StopToken stop) {
    if (stop.stop_requested()) return {.end = Turned::quit};
    turn_ = turn;
    if (std::abs(turn.from.deg + turn.by_deg) > farthest_setting_deg)  // its settings count on through north
        turn_.from.deg -= std::copysign(360, turn.by_deg);
    const Arrival begun = this->turn({.azimuth = turn_.from}, stop);
    return begun.there() ? Arrival{.azimuth = {turn.from.deg, azimuth_sigma_deg()}} : begun;
}

// In steps that the world's antenna can follow: it turns no faster than it was made to.
Turning SettingHolder::turning(double since_s) {
    const double share = since_s / turn_.seconds;
    if (share >= 1) return Turning::passed;
    const double deg = turn_.from.deg + share * turn_.by_deg;
    if (in_steps_from_deg_) in_steps_from_deg_ = deg;
    change_("azimuth_deg", fmt::format("{:g}", deg));
    return Turning::under_way;
}

Arrival SettingHolder::turn(const Target& target, StopToken stop) {
    if (stop.stop_requested()) return {.end = Turned::quit};
    if (target.elevation_deg) return {.end = Turned::skipped, .why = "this rotator turns in azimuth only"};
    constexpr double step_deg = 1;
    while (in_steps_from_deg_ && std::abs(target.azimuth.deg - *in_steps_from_deg_) > step_deg) {
        if (stop.stop_requested()) return {.end = Turned::quit};
        *in_steps_from_deg_ += std::copysign(step_deg, target.azimuth.deg - *in_steps_from_deg_);
        change_("azimuth_deg", fmt::format("{:g}", *in_steps_from_deg_));
    }
    if (in_steps_from_deg_) in_steps_from_deg_ = target.azimuth.deg;
    change_("azimuth_deg", fmt::format("{:g}", target.azimuth.deg));
    if (target.polarization) change_("polarization_deg", fmt::format("{:g}", target.polarization->deg));
    return {.azimuth = {target.azimuth.deg, azimuth_sigma_deg()}};
}

Arrival HolderInMadeWorld::turn(const Target& target, StopToken stop) {
    const Arrival arrival = who_->turn(target, stop);
    if (!arrival.there()) return arrival;
    const Arrival world = world_.turn({.azimuth = {to_true_deg_(arrival.azimuth.deg)},
                                       .elevation_deg = target.elevation_deg,
                                       .polarization = target.polarization},
                                      stop);
    return world.there() ? arrival : world;
}

Arrival HolderInMadeWorld::begin_turn(const TurnAsked& turn, StopToken stop) {
    const Arrival arrival = who_->begin_turn(turn, stop);
    if (!arrival.there()) return arrival;
    TurnAsked in_world = turn;
    in_world.from = {to_true_deg_(turn.from.deg)};
    const Arrival world = world_.begin_turn(in_world, stop);
    return world.there() ? arrival : world;
}

Turning HolderInMadeWorld::turning(double since_s) {
    const Turning who = who_->turning(since_s);
    return who == Turning::under_way || who == Turning::passed ? world_.turning(since_s) : who;
}

}  // namespace boresight::pose
