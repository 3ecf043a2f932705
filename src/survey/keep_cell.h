// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a cell that was heard into the database, with what it said of itself. Throws what the writer throws; its thread.
#pragma once

#include "store/writer.h"
#include "survey/scan.h"

namespace boresight::survey {

store::CellId keep_cell(store::Writer& writer, const ScanCell& cell, std::int64_t heard_ns);

}  // namespace boresight::survey
