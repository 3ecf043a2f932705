// SPDX-License-Identifier: GPL-3.0-or-later
// Puts what was heard into the database: cells with what they said of themselves, and their readings. Throws what the
// writer throws; its thread.
#pragma once

#include "store/writer.h"
#include "survey/scan.h"

namespace boresight::survey {

store::CellId keep_cell(store::Writer& writer, const ScanCell& cell, std::int64_t heard_ns);
store::CellId keep_cell(store::Writer& writer, const UmtsScanCell& cell, std::int64_t heard_ns);

// All cells of a piece that was heard in that dwell, and a reading of each.
void keep_readings(store::Writer& writer, store::DwellId dwell, const Stretch& piece, std::int64_t heard_ns);

}  // namespace boresight::survey
