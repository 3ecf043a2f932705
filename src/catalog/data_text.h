// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the folder data/ that the catalog reads, as they were when the program was built; the build turns them
// into string constants. Any thread.
#pragma once

#include <string_view>

#include "catalog/csv.h"

namespace boresight::catalog {

// "bands/lte.csv" -> its content; an Error when no such file was built in.
std::string_view data_text(std::string_view file);

// The same as a table.
CsvTable data_table(std::string_view file);

}  // namespace boresight::catalog
