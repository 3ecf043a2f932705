// SPDX-License-Identifier: GPL-3.0-or-later
// What was asked of a sweep as one line of text, and back: words "key=value" parted by ";". Unknown words are passed
// over, so that an older program reads what a newer one wrote; a value that can't be read leaves what was there. Pure.
#pragma once

#include <string>

#include "survey/sweep_record.h"

namespace boresight::survey {

std::string sweep_config(const SweepOrigin& origin);

// Into what `origin` holds already.
void read_sweep_config(const std::string& text, SweepOrigin& origin);

}  // namespace boresight::survey
