// SPDX-License-Identifier: GPL-3.0-or-later
// The database's words for what a scan heard. Pure; any thread.
#pragma once

#include "store/records.h"
#include "survey/scan.h"
#include "survey/spectrum_look.h"

namespace boresight::survey {

store::CellIdentity identity_of(const ScanCell& cell);
store::CellIdentity identity_of(const UmtsScanCell& cell);
store::CellFacts facts_of(const dsp::lte::Cell& cell);
store::CellFacts facts_of(const dsp::umts::Cell& cell);
store::Reading reading_of(const dsp::lte::Cell& cell);
store::Reading reading_of(const dsp::umts::Cell& cell);
store::BandReading band_reading_of(const SpectrumChannel& channel);

// Of a piece that began at `start_ns` (UTC) and was taken at that rate.
store::Dwell dwell_of(const Stretch& piece, std::int64_t start_ns, double sample_rate_hz);

}  // namespace boresight::survey
