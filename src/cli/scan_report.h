// SPDX-License-Identifier: GPL-3.0-or-later
// What `scan` says: as text for people, and as the JSON object that other programs rely on (docs/json.md). Both say the
// same; the sentences of advice are shared. Pure: strings out.
#pragma once

#include <string>
#include <vector>

#include "app/scan_job.h"
#include "cli/context.h"

namespace boresight::cli {

// Why nothing (more) was found and what to do about it, most useful first; empty where all is well.
std::vector<std::string> scan_advice(const app::ScanOutcome& outcome);

// What became of the readings; one or two sentences.
std::string kept_words(const app::ScanRequest& request, const app::ScanOutcome& outcome);

// One sentence on a candidate that fell short.
std::string short_words(const survey::ShortCell& cell);

std::string scan_text(const Context& context, const app::ScanRequest& request, const app::ScanOutcome& outcome);

std::string scan_json(const app::ScanRequest& request, const app::ScanOutcome& outcome, double cpu_seconds);

}  // namespace boresight::cli
