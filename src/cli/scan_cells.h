// SPDX-License-Identifier: GPL-3.0-or-later
// What every scan says of the cells it found, whether in a recording or with a radio: as text. Pure: strings out, each
// whole lines or empty.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "survey/scan.h"

namespace boresight::cli {

// Whose a cell is and how sure that is: "AT&T", "AT&T, as heard before", "likely AT&T", "unknown".
std::string network_words(const survey::Operator& operated_by);

std::string cell_table(const Context& context, const std::vector<survey::ScanCell>& cells);

// Each carrier once: its frequency, and the other names that overlapping bands give it.
std::string carrier_lines(const std::vector<survey::ScanCell>& cells);

// Of cells that didn't say whose they are: why, and at what rate of samples they would be heard whole.
std::string unnamed_lines(const std::vector<survey::ScanCell>& cells);

// How busy cells are, and whose direct path is blocked.
std::string use_lines(const std::vector<survey::ScanCell>& cells);

// Of cells that said more of themselves: how strong they send, and on which other carriers phones find the network.
std::string announced_lines(const std::vector<survey::ScanCell>& cells);

// How far off the radio's own frequency was; one sentence, not wrapped, empty where that isn't worth telling.
std::string clock_words(const survey::ScanResult& result);

// Candidates that came near.
std::string short_lines(const std::vector<survey::ShortCell>& cells);

}  // namespace boresight::cli
