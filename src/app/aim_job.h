// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `aim`: with a radio that is open, the cells of a scan and somebody who turns the antenna, measures
// stop after stop, keeps each as it is done, and comes to a verdict. A front end is told what happens as it happens. A
// radio that is gone throws an Error of kind `fault` that says what is safe; what was measured is kept whatever
// happens. Runs on the caller's thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "platform/clock.h"
#include "platform/stop.h"
#include "pose/antenna_holder.h"
#include "radio/radio.h"
#include "survey/live_sweep.h"

namespace boresight::app {

struct AimRequest {
    std::vector<survey::ScanCell> cells;  // what a scan has heard: their carriers are swept
    survey::CarrierWish wish;
    survey::LiveSweepSetting setting;
    std::filesystem::path database;  // empty: nothing is kept
    std::string antenna;             // its name, for the record
    bool resume = false;             // go on with the last sweep of the database; cells and setting are its own
};

struct AimOutcome {
    survey::LiveSweepResult sweep;
    survey::CarrierChoice carriers;
    std::int64_t kept_readings = 0;
};

AimOutcome aim_job(radio::Radio& radio, pose::AntennaHolder& holder, const AimRequest& request,
                   const survey::LiveSweepEvents& events, StopToken stop);

}  // namespace boresight::app
