// SPDX-License-Identifier: GPL-3.0-or-later
// From what a scan found to what a front end shows of it. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "app/snapshot.h"
#include "survey/scan.h"

namespace boresight::app {

// `country` (ISO 3166, empty: any): where carriers whose cells don't say whose they are are usually somebody's.
std::vector<CellRow> cell_rows(const survey::ScanResult& found, std::string_view country);

}  // namespace boresight::app
