// SPDX-License-Identifier: GPL-3.0-or-later
// What the newest sweep that listened to 3G tells `advise`: the cells of 3G that it heard, their levels from stop to
// stop, what they announced and how the radio was calibrated. Throws what the store throws. One thread.
#pragma once

#include <filesystem>
#include <vector>

#include "advise/isolation.h"
#include "store/reader.h"

namespace boresight::app {

// Of several bands that a carrier may be in, the first of `umts_bands` is meant. Empty: no sweep listened to 3G.
std::vector<advise::HeardUmtsCell> heard_umts_cells(store::Reader& reader, const std::vector<int>& umts_bands,
                                                    const std::filesystem::path& database);

}  // namespace boresight::app
