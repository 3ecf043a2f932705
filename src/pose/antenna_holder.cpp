// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/antenna_holder.h"

#include <fmt/format.h>

namespace boresight::pose {

Arrival HandHolder::turn(const Target& target, StopToken stop) {
    if (stop.stop_requested()) return {.end = Turned::quit};
    Arrival arrival{.end = ask_(target), .azimuth = {target.azimuth.deg, azimuth_sigma_deg_}};
    if (target.elevation_deg) arrival.elevation = {*target.elevation_deg, elevation_sigma_deg};
    return arrival;
}

Arrival SettingHolder::turn(const Target& target, StopToken stop) {
    if (stop.stop_requested()) return {.end = Turned::quit};
    if (target.elevation_deg) return {.end = Turned::skipped, .why = "this rotator turns in azimuth only"};
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

}  // namespace boresight::pose
