// SPDX-License-Identifier: GPL-3.0-or-later
// 3G in `aim`: what was typed of it, what the scan before a sweep looks for, and which carriers the sweep listens to.
// What can't be throws an Error (bad input).
#pragma once

#include <string>
#include <vector>

#include "app/aim_umts.h"
#include "app/band_scan_job.h"
#include "cli/aim_typed.h"

namespace boresight::cli {

// --rat: what is aimed for. `usual` is LTE, with 3G beside it where that is of use.
enum class AimedRat { usual, lte, umts };
AimedRat aimed_rat(const LiveAimWords& words);

// 3G alone, by its carriers' numbers: nothing needs to be scanned.
bool needs_no_scan(const LiveAimWords& words);

// What the scan before a sweep looks for.
void ask_for_umts(const LiveAimWords& words, const app::AimFor& who, survey::ScanQuestion& question);

// Those named by --umts-carrier and those that a scan heard. Of LTE the sweep takes nothing where 3G is aimed for alone
// or where no LTE was heard.
app::UmtsToSweep umts_to_sweep(const LiveAimWords& words, const app::AimFor& who, const survey::ScanResult& heard);

}  // namespace boresight::cli
