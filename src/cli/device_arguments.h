// SPDX-License-Identifier: GPL-3.0-or-later
// Words of the command line that name a hotspot, a microcell or a family of locks. What nobody knows, or what may mean
// several, throws an Error (bad input) that names the option, the value, what there is and what was probably meant.
#pragma once

#include <string>

#include "catalog/hotspots.h"
#include "catalog/lock_families.h"
#include "catalog/microcells.h"

namespace boresight::cli {

// "mr1100", "GL-X3000".
const catalog::Hotspot& hotspot_argument(const std::string& option, const std::string& text);

// "3G MicroCell".
const catalog::Microcell& microcell_argument(const std::string& option, const std::string& text);

// "quectel_qcfg_band", or a modem of the family: "MC7455".
const catalog::LockFamily& lock_family_argument(const std::string& option, const std::string& text);

}  // namespace boresight::cli
