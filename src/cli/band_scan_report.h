// SPDX-License-Identifier: GPL-3.0-or-later
// What `scan` with a radio says: as text for people, and as the JSON object that other programs rely on
// (docs/command-line.md). Both say the same. Pure: strings out.
#pragma once

#include <string>
#include <vector>

#include "app/band_scan_job.h"
#include "cli/context.h"

namespace boresight::cli {

// Why nothing (more) was found and what to do about it, most useful first; empty where all is well.
std::vector<std::string> band_scan_advice(const app::BandScanOutcome& outcome);

// Bands that this radio can't hear, one sentence a reason.
std::vector<std::string> not_heard_words(const survey::BandScanResult& result);

// What became of the readings; one or two sentences.
std::string kept_words(const app::BandScanRequest& request, const app::BandScanOutcome& outcome);

// Why it ended before the end; empty where it didn't.
std::string ending_words(const app::BandScanOutcome& outcome);

// Without the last line, which names the next command.
std::string band_scan_text(const Context& context, const app::BandScanRequest& request,
                           const app::BandScanOutcome& outcome);

std::string band_scan_json(const app::BandScanRequest& request, const app::BandScanOutcome& outcome,
                           double cpu_seconds);

}  // namespace boresight::cli
