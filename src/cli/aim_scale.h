// SPDX-License-Identifier: GPL-3.0-or-later
// The scale that the azimuths of a sweep are read on: that of the settings, with what was typed beside it. What can't
// be a number of degrees throws an Error (bad input). Pure.
#pragma once

#include "aim/scale.h"
#include "app/config.h"
#include "cli/aim_typed.h"

namespace boresight::cli {

aim::Scale scale_of(const LiveAimWords& words, const app::Config& config, bool by_hand);

}  // namespace boresight::cli
