// SPDX-License-Identifier: GPL-3.0-or-later
// How energy that no cell explains is told: one sentence a stretch. Pure; any thread.
#pragma once

#include <string>

#include "survey/scan.h"

namespace boresight::app {

// "lte", "umts", "gsm", "narrowband", "noise_like".
const char* name_of(survey::Undecoded::Kind kind);

// `absolute`: the recording's frequency is known.
// umts_searched: cells of UMTS were looked for in it.
std::string undecoded_words(const survey::Undecoded& what, bool absolute, bool umts_searched);

}  // namespace boresight::app
