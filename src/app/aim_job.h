// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `aim`: with a radio that is open, the cells of a scan and somebody who turns the antenna, measures
// stop after stop, keeps each as it is done, and comes to a verdict. A front end is told what happens as it happens. A
// radio or rotator that is gone is waited for as `comeback` has it; one that doesn't come back throws an Error of kind
// `fault` that says what is safe; what was measured is kept whatever happens. Runs on the caller's thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/aim_for.h"
#include "platform/clock.h"
#include "platform/stop.h"
#include "pose/antenna_holder.h"
#include "radio/radio.h"
#include "survey/live_sweep.h"
#include "survey/scan_plan.h"
#include "survey/stored_sweep.h"

namespace boresight::app {

struct AimRequest {
    std::vector<survey::ScanCell> cells;  // what a scan has heard: their carriers are swept
    survey::CarrierWish wish;
    survey::LiveSweepSetting setting;
    std::filesystem::path database;                    // empty: nothing is kept
    std::string antenna;                               // its name, for the record
    std::string site = {};                             // the place's, for the record
    AimFor who = {};                                   // whose hotspot and country the record names
    std::vector<survey::BandNotHeard> not_heard = {};  // by the scan, for the record
};

struct AimOutcome {
    survey::LiveSweepResult sweep;
    survey::LiveSweepSetting setting;            // as it was measured
    std::vector<survey::SweepCarrier> left_out;  // carriers there was no time for
    std::string operator_name;                   // whose carriers were swept; empty: anybody's
    std::string site;                            // the place's name; empty: it has none
    bool simulated = false;
    std::int64_t kept_readings = 0;                 // in the database by this run
    std::vector<survey::SweepMishap> mishaps = {};  // of this run, in their order
};

AimOutcome aim_job(radio::Radio& radio, pose::AntennaHolder& holder, const AimRequest& request,
                   const survey::LiveSweepEvents& events, StopToken stop, const survey::Comeback& comeback = {});

// A made world's time begins anew with the program: it must not run through what was measured already.
void pass_time_after(std::int64_t wall_ns, radio::Radio& radio);

// Goes on with a sweep of survey::unfinished_sweep(): carriers, gain and setting are its own.
AimOutcome resume_aim_job(radio::Radio& radio, pose::AntennaHolder& holder, const survey::StoredSweep& sweep,
                          const std::filesystem::path& database, const survey::LiveSweepEvents& events, StopToken stop,
                          const survey::Comeback& comeback = {});

}  // namespace boresight::app
