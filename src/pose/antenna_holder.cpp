// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/antenna_holder.h"

#include <fmt/format.h>

namespace boresight::pose {

Turned SettingHolder::turn(const Target& target) {
    change_("azimuth_deg", fmt::format("{:g}", target.azimuth.deg));
    if (target.polarization) change_("polarization_deg", fmt::format("{:g}", target.polarization->deg));
    return Turned::there;
}

}  // namespace boresight::pose
