// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/band_plan.h"

#include <algorithm>

namespace boresight::catalog {

namespace {

const std::vector<int>& bands_of(Rat rat, const Operator& of) {
    static const std::vector<int> none;
    switch (rat) {
        case Rat::lte: return of.lte_bands;
        case Rat::nr: return of.nr_bands;
        case Rat::umts: return of.umts_bands;
        case Rat::gsm: break;
    }
    return none;
}

const std::vector<int>& bands_of(Rat rat, const CountryBands& of) {
    static const std::vector<int> none;
    switch (rat) {
        case Rat::lte: return of.lte_bands;
        case Rat::nr: return of.nr_bands;
        case Rat::umts: return of.umts_bands;
        case Rat::gsm: break;
    }
    return none;
}

bool contains(const std::vector<int>& numbers, int number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

// The country's order first; what only operators name follows, ascending.
std::vector<int> numbers_in_order(Rat rat, const Country& country, const std::vector<Operator>& operators) {
    std::vector<int> numbers = bands_of(rat, country_bands(country));
    std::vector<int> more;
    for (const Operator& of : operators) {
        for (const int number : bands_of(rat, of)) {
            if (!contains(numbers, number) && !contains(more, number)) more.push_back(number);
        }
    }
    std::sort(more.begin(), more.end());
    numbers.insert(numbers.end(), more.begin(), more.end());
    return numbers;
}

std::vector<std::string> users(Rat rat, int number, const std::vector<Operator>& operators) {
    std::vector<std::string> brands;
    for (const Operator& of : operators) {
        if (contains(bands_of(rat, of), number)) brands.push_back(of.brand);
    }
    return brands;
}

}  // namespace

std::vector<PlannedBand> band_plan(Rat rat, const BandQuestion& question) {
    std::vector<PlannedBand> plan;
    const auto add = [&](const Band& band, std::vector<std::string> used_by) {
        plan.push_back(
            {&band, std::move(used_by), question.radio ? std::optional(reach(*question.radio, band)) : std::nullopt});
    };
    if (!question.country) {
        for (const Band& band : bands(rat)) add(band, {});
        return plan;
    }
    const auto everyone = operators_of(*question.country);
    const auto& asked = question.operators.empty() ? everyone : question.operators;
    for (const int number : numbers_in_order(rat, *question.country, everyone)) {
        const Band* band = find_band(rat, number);
        auto used_by = users(rat, number, asked);
        if (!band || (!question.operators.empty() && used_by.empty())) continue;
        add(*band, std::move(used_by));
    }
    return plan;
}

}  // namespace boresight::catalog
