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

// "No cell", "3 LTE cells and 1 UMTS cell".
std::string found_words(const survey::ScanResult& result);

// One table for each standard of which there are cells.
std::string cell_tables(const Context& context, const survey::ScanResult& result);
std::string cell_table(const Context& context, const std::vector<survey::ScanCell>& cells);
std::string umts_cell_table(const Context& context, const std::vector<survey::UmtsScanCell>& cells);

// All that is told of cells beneath their table.
std::string cell_lines(const survey::ScanResult& result);

// Each carrier once: its frequency, and the other names that overlapping bands give it.
std::string carrier_lines(const survey::ScanResult& result);

// Of cells that didn't say whose they are: why, and at what rate of samples they would be heard whole.
std::string unnamed_lines(const std::vector<survey::ScanCell>& cells);

// How busy cells are, and whose direct path is blocked.
std::string use_lines(const std::vector<survey::ScanCell>& cells);

// Of cells that said more of themselves: how strong they send, and on which other carriers phones find the network.
std::string announced_lines(const std::vector<survey::ScanCell>& cells);

// Of UMTS cells: who and where they say they are, and of those that didn't, why; what of their carrier was captured.
std::string umts_lines(const std::vector<survey::UmtsScanCell>& cells);

// " at 739 MHz"; empty where that isn't known.
std::string at_words(const survey::OnCarrier& found);
// "12 (5110)", "unknown", "none".
std::string carrier_words(const survey::OnCarrier& found);
// Strength in dBm where the radio is calibrated.
std::string strength_words(const survey::OnCarrier& found, double dbfs, double sigma_db);
// A cell of that standard, as text calls it: "PCI 357", "PSC 271".
std::string cell_name(catalog::Rat rat, int physical_id);

// How far off the radio's own frequency was; one sentence, not wrapped, empty where that isn't worth telling.
std::string clock_words(const survey::ScanResult& result);

// Candidates that came near.
std::string short_lines(const std::vector<survey::ShortCell>& cells);

}  // namespace boresight::cli
