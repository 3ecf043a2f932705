// SPDX-License-Identifier: GPL-3.0-or-later
// The fits of all cells of a live sweep. Cells of one site come from one place, so that their readings are pooled stop
// by stop and fitted as one series (aim/pool.h); each then has that fit at its own level. Cells are of one site if they
// said so (one eNodeB), or, where one of them said nothing, if they share an operator and a group of physical
// identities; a cell that doesn't follow the others from stop to stop is fitted alone. Pure; a fit takes some 50 ms.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "aim/fit.h"
#include "survey/live_estimate.h"

namespace boresight::survey {

// The numbers of the cells of each site, every cell in one of them.
std::vector<std::vector<std::size_t>> sites_of(const SweptCells& swept);

struct SiteFits {
    std::vector<std::optional<aim::CellFit>> fits;  // one a cell
    std::vector<std::optional<PooledCell>> pooled;  // one a cell: nothing where it was fitted alone
};

SiteFits fit_sites(std::span<const CellSeries> cells, const SweptCells& swept, const aim::SweepSetting& setting);

// A cell's readings at these stops: at one where it wasn't listened for, a limit that says nothing.
std::vector<aim::Reading> readings_at(const CellSeries& series, std::span<const std::size_t> stops);

}  // namespace boresight::survey
