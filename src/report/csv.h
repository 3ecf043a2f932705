// SPDX-License-Identifier: GPL-3.0-or-later
// Readings as comma-separated values (RFC 4180, with "\n" at the end of a line): one line of names with units, then a
// line a reading; empty is unknown. UTF-8. Text that a spreadsheet would run as a formula gets an apostrophe in front.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "report/reading_fields.h"

namespace boresight::report {

std::string csv_heading();
std::string csv_line(const store::FullReading& reading, PositionDetail detail);

// A text as one cell: in quotes where it has to be, and harmless in a spreadsheet.
std::string csv_text(std::string_view text);

}  // namespace boresight::report
