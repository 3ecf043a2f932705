// SPDX-License-Identifier: GPL-3.0-or-later
// All that a cell's blocks tell, one after the other: segments put together, each block of system information read.
// Once the master block's tag says that something changed, what was heard before counts no more. TS 25.331 8.1.1. Pure.
#pragma once

#include <optional>
#include <span>

#include "dsp/umts/bch.h"
#include "dsp/umts/system_info.h"

namespace boresight::dsp::umts {

// Nothing where the blocks hold no whole block of system information that is known here.
std::optional<SystemInfo> read_system_info(std::span<const BchBlock> blocks);

}  // namespace boresight::dsp::umts
