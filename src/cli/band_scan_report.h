// SPDX-License-Identifier: GPL-3.0-or-later
// What `scan` with a radio says: as text for people, and as the JSON object that other programs rely on
// (docs/commands/scan.md). Both say the same. Pure: strings out.
#pragma once

#include <string>

#include "app/band_scan_job.h"
#include "app/scan_words.h"
#include "cli/context.h"

namespace boresight::cli {

using app::band_scan_advice;
using app::ending_words;
using app::not_heard_words;

// What became of the readings; one or two sentences.
std::string kept_words(const app::BandScanRequest& request, const app::BandScanOutcome& outcome);

// Without the last line, which names the next command.
std::string band_scan_text(const Context& context, const app::BandScanRequest& request,
                           const app::BandScanOutcome& outcome);

std::string band_scan_json(const app::BandScanRequest& request, const app::BandScanOutcome& outcome,
                           double cpu_seconds);

// How listening ended, as JSON says it.
const char* ending_name(radio::Ending ending);

}  // namespace boresight::cli
