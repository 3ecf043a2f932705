// SPDX-License-Identifier: GPL-3.0-or-later
// One cell heard in several pieces of a recording becomes one: timing and frame number of the first piece that read
// them, moved back by whole frames to the first frame of the recording; levels as hearings.h averages them; what the
// pieces read of its broadcast put together. Pure; any thread.
#pragma once

#include <vector>

#include "survey/scan.h"

namespace boresight::survey {

// Cells of all stretches, strongest first, each once: the same identity on the same raster point, or within half a
// subcarrier of the same offset where the frequency isn't known.
std::vector<ScanCell> merge_cells(const std::vector<Stretch>& stretches, double sample_rate_hz);
std::vector<UmtsScanCell> merge_umts_cells(const std::vector<Stretch>& stretches, double sample_rate_hz);

// What a merged cell said of itself in one stretch holds for it in the others.
void share_system_info(const std::vector<ScanCell>& cells, std::vector<Stretch>& stretches);
void share_system_info(const std::vector<UmtsScanCell>& cells, std::vector<Stretch>& stretches);

}  // namespace boresight::survey
