// SPDX-License-Identifier: GPL-3.0-or-later
// Who a network is by its code, and by what a cell says of itself. Any thread.
#pragma once

#include <optional>
#include <string>

#include "dsp/lte/system_info.h"
#include "survey/scan.h"

namespace boresight::survey {

// "310-410" as its operator calls itself; nothing for a code that nobody knows.
std::optional<std::string> network_name(const std::string& plmn);

Operator operator_by_sib1(const dsp::lte::Sib1& sib1);

}  // namespace boresight::survey
