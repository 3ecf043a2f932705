// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_scale.h"

#include "app/aim_setting.h"
#include "cli/arguments.h"

namespace boresight::cli {

aim::Scale scale_of(const LiveAimWords& words, const app::Config& config, bool by_hand) {
    if (!by_hand) return app::sweep_scale(config, by_hand);
    aim::Scale scale;
    if (words.compass)
        scale.kind = aim::ScaleKind::magnetic;
    else
        scale = app::sweep_scale(config, by_hand);
    if (!words.declination.empty())
        scale.declination_deg = number_argument("--declination", words.declination, -180, 180, "degrees");
    if (!words.zero.empty())
        scale.zero = aim::ScaleZero{number_argument("--zero", words.zero, -360, 360, "degrees"),
                                    config.scale.sigma_deg.value_or(app::usual_zero_sigma_deg)};
    if (!words.zero_sigma.empty() && scale.zero)
        scale.zero->sigma_deg = number_argument("--zero-sigma", words.zero_sigma, 0, 90, "degrees");
    return scale;
}

}  // namespace boresight::cli
