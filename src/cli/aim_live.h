// SPDX-License-Identifier: GPL-3.0-or-later
// `aim` with a radio, from words to verdict: shared by the command and the first look.
#pragma once

#include <filesystem>
#include <string>

#include "cli/aim_live_report.h"
#include "cli/aim_typed.h"
#include "cli/context.h"

namespace boresight::cli {

class AimCompany;  // who else is told of a sweep; none: the terminal alone

// Names as typed; where they are empty, those of the settings. What nobody knows throws an Error (bad input).
app::AimFor aim_for(const std::string& hotspot, const std::string& of, const std::string& country,
                    const app::Config& config);

// What is asked of the sweep. `by_hand` has longer dwells.
survey::LiveSweepSetting sweep_setting(const LiveAimWords& words, const app::Config& config, bool by_hand);

// Sweeps with words of progress; the cells are those of a scan.
LiveAimReport sweep_shown(Context& context, app::RadioSession& session, pose::AntennaHolder& holder,
                          const app::AimRequest& request, double patience_s, AimCompany* company = nullptr);

// The same from where the last sweep of the request's database was broken off.
LiveAimReport resume_shown(Context& context, app::RadioSession& session, pose::AntennaHolder& holder,
                           const survey::StoredSweep& stored, double patience_s, AimCompany& company);

// Text or JSON, the picture where one is asked for; sets the exit code.
void finish_aim(LiveAimReport report, const std::filesystem::path& svg, Context& context);

// Sweeps the carriers of a scan that is done, and finishes: what the first look does with a made world, whose antenna
// the holder of pose/antenna_holder.h turns.
void aim_at_heard(const LiveAimWords& words, const app::Config& config, app::RadioSession& session,
                  pose::AntennaHolder& holder, const app::BandScanOutcome& heard, const app::AimFor& who,
                  Context& context, AimCompany* company = nullptr);

// The whole command.
void aim_with_radio(LiveAimWords words, Context& context);

}  // namespace boresight::cli
