// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/polarization_plan.h"

namespace boresight::aim {

std::optional<NextPolarization> next_polarization(std::size_t dwells_done,
                                                  const std::optional<PolarizationFit>& latest) {
    const std::size_t within = dwells_done % dwells_a_look, quad = dwells_done / dwells_a_look;
    if (dwells_done > 0 && within == 0) {
        const bool undecided = latest && latest->choice == PolarizationChoice::undecided;
        if (!undecided || dwells_done >= most_polarization_dwells) return std::nullopt;
    }
    const bool outer = within == 0 || within + 1 == dwells_a_look;
    const bool begins_with_b = quad % 2 == 1;
    return NextPolarization{
        .b = outer == begins_with_b, .nth = dwells_done + 1, .look_after = within + 1 == dwells_a_look};
}

}  // namespace boresight::aim
