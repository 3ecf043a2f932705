// SPDX-License-Identifier: GPL-3.0-or-later
// The colour map viridis (S. van der Walt, N. Smith, CC0), dark for weak and bright for strong: even steps look even,
// in grey too, and to eyes that don't tell red from green. Pure; any thread.
#pragma once

#include "report/png.h"

namespace boresight::report {

Palette viridis();

}  // namespace boresight::report
