// SPDX-License-Identifier: GPL-3.0-or-later
// What every front end says of a scan with a radio beside its cells: why no more was found, the bands that weren't
// heard, how it ended. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "app/band_scan_job.h"

namespace boresight::app {

// The --ppm-window that allows for an error.
double wider_ppm(double error_ppm);

// Why nothing (more) was found and what to do about it, most useful first; empty where all is well.
std::vector<std::string> band_scan_advice(const BandScanOutcome& outcome);

// Bands that this radio can't hear, by their numbers, one sentence a reason.
std::vector<std::string> not_heard_words(const survey::BandScanResult& result);

// Why it ended before the end; empty where it didn't.
std::string ending_words(const BandScanOutcome& outcome);

}  // namespace boresight::app
