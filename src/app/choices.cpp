// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/choices.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "catalog/countries.h"
#include "catalog/hotspots.h"
#include "catalog/microcells.h"
#include "catalog/operators.h"

namespace boresight::app {

namespace {

using Choices = std::shared_ptr<const std::vector<Choice>>;

// The tree farm's.
constexpr std::array<const char*, choice_kinds> example_names{"US", "AT&T", "mofi_4500", "att_microcell"};

Choices by_name(std::vector<Choice> all) {
    std::sort(all.begin(), all.end(), [](const Choice& a, const Choice& b) { return a.name < b.name; });
    return std::make_shared<const std::vector<Choice>>(std::move(all));
}

Choices all_countries() {
    std::vector<Choice> all;
    for (const catalog::Country& country : catalog::countries()) all.push_back({country.name, country.iso});
    return by_name(std::move(all));
}

Choices operators_in(const std::string& country_name) {
    std::vector<Choice> all;
    const catalog::Country* country = country_name.empty() ? nullptr : catalog::find_country(country_name);
    if (country != nullptr)
        for (const catalog::Operator& of : catalog::operators_of(*country))
            all.push_back({of.brand, of.lte_bands.empty() ? std::string("bands unknown")
                                                          : fmt::format("bands {}", fmt::join(of.lte_bands, ", "))});
    return by_name(std::move(all));
}

Choices all_hotspots() {
    std::vector<Choice> all;
    for (const catalog::Hotspot& hotspot : catalog::hotspots())
        all.push_back({hotspot.name, fmt::format("{} {}", hotspot.kind, fmt::join(hotspot.articles, ", "))});
    return by_name(std::move(all));
}

Choices all_microcells() {
    std::vector<Choice> all;
    for (const catalog::Microcell& microcell : catalog::microcells())
        all.push_back(
            {microcell.name, microcell.off_since.empty()
                                 ? microcell.operated_by
                                 : fmt::format("{}, off since {}", microcell.operated_by, microcell.off_since)});
    return by_name(std::move(all));
}

// As the lists have it; what the catalog doesn't know stays as it was typed.
std::string listed_name(ChoiceKind kind, const std::string& text) {
    if (text.empty()) return text;
    if (kind == ChoiceKind::country)
        if (const catalog::Country* country = catalog::find_country(text)) return country->name;
    if (kind == ChoiceKind::hotspot)
        if (const catalog::Hotspot* hotspot = catalog::find_hotspot(text)) return hotspot->name;
    if (kind == ChoiceKind::microcell)
        if (const catalog::Microcell* microcell = catalog::find_microcell(text)) return microcell->name;
    return text;
}

const std::string& told(const Config& config, ChoiceKind kind) {
    switch (kind) {
        case ChoiceKind::country: return config.country;
        case ChoiceKind::operated_by: return config.operator_name;
        case ChoiceKind::hotspot: return config.hotspot;
        case ChoiceKind::microcell: break;
    }
    return config.microcell;
}

}  // namespace

void choose(Config& config, ChoiceKind kind, const std::string& name) {
    switch (kind) {
        case ChoiceKind::country: {
            const catalog::Country* country = name.empty() ? nullptr : catalog::find_country(name);
            const std::string iso = country != nullptr ? country->iso : name;
            if (iso != config.country) config.operator_name.clear();
            config.country = iso;
            return;
        }
        case ChoiceKind::operated_by: config.operator_name = name; return;
        case ChoiceKind::hotspot: config.hotspot = name; return;
        case ChoiceKind::microcell: config.microcell = name; return;
    }
}

std::array<Chosen, choice_kinds> choices(const Config& config, const Examples& examples) {
    std::array<Chosen, choice_kinds> all;
    const bool farms_country = config.country.empty() || config.country == example_names[0];
    for (std::size_t i = 0; i < choice_kinds; ++i) {
        const auto kind = static_cast<ChoiceKind>(i);
        const std::string& text = told(config, kind);
        all[i].example = examples[i] && text.empty() && farms_country;
        all[i].name = listed_name(kind, all[i].example ? example_names[i] : text);
    }
    all[0].among = all_countries();
    all[1].among = operators_in(all[0].name);
    all[2].among = all_hotspots();
    all[3].among = all_microcells();
    return all;
}

}  // namespace boresight::app
