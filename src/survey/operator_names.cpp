// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/operator_names.h"

#include "catalog/operators.h"

namespace boresight::survey {

Operator operator_by_sib1(const dsp::lte::Sib1& sib1) {
    const std::string& plmn = sib1.plmns.front();
    return {.plmn = plmn, .name = catalog::operator_name(plmn), .known_from = Operator::KnownFrom::sib1};
}

Operator operator_by_mib(const std::optional<dsp::umts::SystemInfo>& info) {
    if (!info || !info->mib || info->mib->plmn.empty()) return {};
    const std::string& plmn = info->mib->plmn;
    return {.plmn = plmn, .name = catalog::operator_name(plmn), .known_from = Operator::KnownFrom::mib};
}

}  // namespace boresight::survey
