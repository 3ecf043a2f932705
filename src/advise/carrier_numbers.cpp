// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/carrier_numbers.h"

#include <algorithm>

namespace boresight::advise {

namespace {

using catalog::Band;

bool same_pairing(const Band& a, const Band& b) {
    return a.duplex == b.duplex && a.duplex_spacing_hz == b.duplex_spacing_hz;
}

}  // namespace

bool share_carriers(const Band& a, const Band& b) {
    return same_pairing(a, b) && a.downlink && b.downlink && a.downlink->low_hz < b.downlink->high_hz &&
           b.downlink->low_hz < a.downlink->high_hz;
}

std::vector<catalog::Carrier> numbers_of(double frequency_hz, const Band& band) {
    auto numbers = catalog::carriers_at(catalog::Rat::lte, frequency_hz);
    std::erase_if(numbers, [&](const catalog::Carrier& each) { return !same_pairing(*each.band, band); });
    const bool own =
        std::any_of(numbers.begin(), numbers.end(), [&](const catalog::Carrier& each) { return each.band == &band; });
    return own ? numbers : std::vector<catalog::Carrier>();
}

}  // namespace boresight::advise
