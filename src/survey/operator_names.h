// SPDX-License-Identifier: GPL-3.0-or-later
// Who a cell's operator is, by what the cell says of itself. Any thread.
#pragma once

#include "dsp/lte/system_info.h"
#include "dsp/umts/system_info.h"
#include "survey/scan.h"

namespace boresight::survey {

Operator operator_by_sib1(const dsp::lte::Sib1& sib1);
// Nobody where the MIB wasn't read or names a network of another kind.
Operator operator_by_mib(const std::optional<dsp::umts::SystemInfo>& info);

}  // namespace boresight::survey
