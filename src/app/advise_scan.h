// SPDX-License-Identifier: GPL-3.0-or-later
// One scan out of the database, cell by cell: the SINR of each with the interval that one look at one place can have.
// Errors of the store are thrown. One thread.
#pragma once

#include "app/advise_readings.h"

namespace boresight::app {

// What session it was, when and where; nothing where it heard no LTE cell.
std::optional<MeasuredSession> session_head(store::Reader& reader, store::SessionId id);

// Its cells and what was listened to; false where no cell's SINR was measured.
bool read_scan(store::Reader& reader, MeasuredSession& scan);

// What that dwell has captured, among the rest.
void add_listened(const store::Dwell& dwell, std::vector<catalog::FrequencyRange>& listened);

}  // namespace boresight::app
