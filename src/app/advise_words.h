// SPDX-License-Identifier: GPL-3.0-or-later
// What advice rests on, in a sentence that every front end says alike. Pure; any thread.
#pragma once

#include <string>

#include "app/advise_job.h"

namespace boresight::app {

// "From the sweep of 2026-11-26 00:21 UTC with rtlsdr, for the antenna at your mark 150 (± 3°), where it says to point
// it."
std::string source_words(const AdviseSource& source);

}  // namespace boresight::app
