// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/carrier_names.h"

#include <algorithm>

namespace boresight::survey {

std::vector<catalog::Carrier> carrier_names(double frequency_hz, dsp::lte::Duplex duplex) {
    const bool tdd = duplex == dsp::lte::Duplex::tdd;
    std::vector<catalog::Carrier> names = catalog::carriers_at(catalog::Rat::lte, frequency_hz);
    names.erase(std::remove_if(
                    names.begin(), names.end(),
                    [tdd](const catalog::Carrier& name) { return (name.band->duplex == catalog::Duplex::tdd) != tdd; }),
                names.end());
    return names;
}

std::vector<catalog::Carrier> umts_carrier_names(double frequency_hz) {
    return catalog::carriers_at(catalog::Rat::umts, frequency_hz);
}

}  // namespace boresight::survey
