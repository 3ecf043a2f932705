// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/own_carriers.h"

#include <algorithm>

#include "advise/carrier_numbers.h"
#include "catalog/carrier_hints.h"
#include "catalog/carriers.h"

namespace boresight::advise {

using catalog::Carrier;
using catalog::Rat;

namespace {

bool holds(const std::vector<int>& bands, int band) {
    return std::find(bands.begin(), bands.end(), band) != bands.end();
}

bool has(const RankingQuestion& question, int band) {
    return !question.hotspot || question.hotspot->lte_bands.empty() || question.hotspot->has_lte_band(band);
}

}  // namespace

const std::vector<int>& home_bands(const RankingQuestion& question) {
    static const std::vector<int> none;
    if (question.of) return question.of->lte_bands;
    return question.country ? catalog::country_bands(*question.country).lte_bands : none;
}

std::vector<Carrier> names_of(const MeasuredCell& cell, const RankingQuestion& question) {
    auto names = catalog::carriers_at(Rat::lte, cell.frequency_hz);
    std::erase_if(names, [&](const Carrier& each) { return (each.band->duplex == catalog::Duplex::tdd) != cell.tdd; });
    if (names.empty()) return names;
    auto found = std::find_if(names.begin(), names.end(),
                              [&](const Carrier& each) { return holds(home_bands(question), each.band->number); });
    if (found == names.end())
        found = std::find_if(names.begin(), names.end(),
                             [&](const Carrier& each) { return has(question, each.band->number); });
    return numbers_of(cell.frequency_hz, found == names.end() ? *names.front().band : *found->band);
}

const Carrier* usable_name(const std::vector<Carrier>& names, const RankingQuestion& question) {
    const Carrier* found = nullptr;
    for (const Carrier& each : names) {
        if (!has(question, each.band->number)) continue;
        if (holds(home_bands(question), each.band->number)) return &each;
        if (!found) found = &each;
    }
    return found;
}

bool usually_of(const MeasuredCell& cell, const catalog::Operator& of) {
    const auto brands = catalog::usual_brands(cell.frequency_hz, of.iso);
    return std::find(brands.begin(), brands.end(), of.brand) != brands.end();
}

bool of_others(const MeasuredCell& cell, const RankingQuestion& question) {
    if (!question.of) return false;
    if (!cell.operator_name.empty()) return cell.operator_name != question.of->brand;
    if (!catalog::usual_brands(cell.frequency_hz, question.of->iso).empty()) return !usually_of(cell, *question.of);
    const auto names = names_of(cell, question);
    return std::none_of(names.begin(), names.end(),
                        [&](const Carrier& each) { return holds(question.of->lte_bands, each.band->number); });
}

bool can_use(const MeasuredCell& cell, const RankingQuestion& question) {
    const auto names = names_of(cell, question);
    const Carrier* name = usable_name(names, question);
    return name && name->band->duplex != catalog::Duplex::sdl;
}

bool is_candidate(const MeasuredCell& cell, const RankingQuestion& question) {
    return can_use(cell, question) && !of_others(cell, question);
}

}  // namespace boresight::advise
