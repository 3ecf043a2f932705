// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the data of a sweep in words: which stops, what happened, what to do again. Stops are counted from
// 1, as people saw them, and named by their azimuth. Pure; nothing fails.
#pragma once

#include <string>
#include <vector>

#include "aim/diagnosis.h"
#include "app/aim_words.h"

namespace boresight::app {

// Names of programs: "reference_differs", "repeat_reference".
const char* trouble_name(aim::Trouble trouble);
const char* remedy_name(aim::Remedy remedy);

// One or two full sentences.
std::string trouble_words(const LiveAimReport& report, const aim::Diagnosis& trouble);

// Of what concerns the verdict: its own cell, or all of them. The worst first.
std::vector<aim::Diagnosis> told_troubles(const LiveAimReport& report);

}  // namespace boresight::app
