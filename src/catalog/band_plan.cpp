// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/band_plan.h"

#include <algorithm>

namespace boresight::catalog {

namespace {

// Of an operator or a country.
template <class Owner>
const std::vector<int>& bands_of(Rat rat, const Owner& of) {
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

std::optional<Reach> reach_of(const Band& band, const BandQuestion& question) {
    return question.radio ? std::optional(reach(*question.radio, band)) : std::nullopt;
}

}  // namespace

std::vector<PlannedBand> band_plan(Rat rat, const BandQuestion& question) {
    if (!question.country) return every_band(rat, question);
    const auto everyone = operators_of(*question.country);
    std::vector<PlannedBand> plan;
    for (const int number : numbers_in_order(rat, *question.country, everyone)) {
        const Band* band = find_band(rat, number);
        if (!band || (question.of && !contains(bands_of(rat, *question.of), number))) continue;
        plan.push_back({band, users(rat, number, everyone), true, reach_of(*band, question)});
    }
    return plan;
}

std::vector<PlannedBand> every_band(Rat rat, const BandQuestion& question) {
    std::vector<PlannedBand> all;
    if (question.country) all = band_plan(rat, question);
    // The catalog doesn't know where GSM is on the air.
    const auto elsewhere = question.country && rat != Rat::gsm ? std::optional(false) : std::nullopt;
    for (const Band& band : bands(rat)) {
        const auto same = [&](const PlannedBand& planned) { return planned.band == &band; };
        if (std::any_of(all.begin(), all.end(), same)) continue;
        all.push_back({&band, {}, elsewhere, reach_of(band, question)});
    }
    return all;
}

}  // namespace boresight::catalog
