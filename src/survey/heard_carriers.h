// SPDX-License-Identifier: GPL-3.0-or-later
// The carriers of a sweep as the choice among them wants them (aim/capacity.h): the cells that were heard on each, by
// their fits or, where there were too few readings for one, by their mean level. Levels are of port 0, so that their
// ratio to the noise is the SINR; of UMTS they are the pilot's, and the ratio that of a cell whose pilot is a tenth of
// it. Pure; the carriers point into the estimate.
#pragma once

#include <cstddef>
#include <vector>

#include "aim/capacity.h"
#include "survey/live_estimate.h"

namespace boresight::survey {

struct HeardCarriers {
    std::vector<aim::Carrier> carriers;           // in the sweep's order; without a cell where it can't be used
    std::vector<std::vector<std::size_t>> cells;  // the numbers of the cells of each
};

HeardCarriers heard_carriers(const SweptCells& swept, const LiveEstimate& estimate);

// Where a stop would settle most between carriers that can't be told apart; nothing where there is no such choice left,
// or no stop that would.
std::optional<double> settling_deg(const SweptCells& swept, const LiveEstimate& estimate,
                                   const aim::SweepPlanSetting& plan);

// The carriers with the antenna turned to one azimuth, the best first; nothing where no usable one was heard.
std::optional<aim::CapacityChoice> carriers_at(double azimuth_deg, const SweptCells& swept,
                                               const LiveEstimate& estimate, double present_deg);

// The cell that serves on that carrier there, by its number.
std::optional<std::size_t> serving_cell(const aim::CarrierPointing& pointing, const SweptCells& swept,
                                        const LiveEstimate& estimate);

// The cells on each carrier, by their numbers.
std::vector<std::vector<std::size_t>> cells_by_carrier(const SweptCells& swept);

}  // namespace boresight::survey
