// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/operator_names.h"

#include "catalog/operators.h"

namespace boresight::survey {

std::optional<std::string> network_name(const std::string& plmn) {
    const std::optional<catalog::Plmn> code = catalog::parse_plmn(plmn);
    return code ? catalog::operator_name(code->mcc, code->mnc) : std::nullopt;
}

Operator operator_by_sib1(const dsp::lte::Sib1& sib1) {
    const std::string& plmn = sib1.plmns.front();
    return {.plmn = plmn, .name = network_name(plmn), .known_from = Operator::KnownFrom::sib1};
}

}  // namespace boresight::survey
