// SPDX-License-Identifier: GPL-3.0-or-later
// Which antenna `aim` sweeps with, as typed or as in the settings: a type of the catalogue by its name, its maker's
// pattern from a file, the width of its beam. Who says more goes before who says less: --beamwidth, --pattern,
// --antenna, the settings. Throws an Error (bad input) for a name that isn't known and a file that is no pattern.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "aim/pattern.h"
#include "app/config.h"
#include "cli/aim_typed.h"

namespace boresight::cli {

struct SweptAntenna {
    std::string name;
    double beamwidth_deg = 0;                     // 0: nobody says
    std::shared_ptr<const aim::Pattern> pattern;  // null: not known
    std::vector<std::string> notes;               // what was assumed of a file
};

SweptAntenna antenna_of(const LiveAimWords& words, const app::Config& config);

}  // namespace boresight::cli
