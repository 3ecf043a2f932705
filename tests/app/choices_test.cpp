// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/choices.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "catalog/countries.h"
#include "catalog/hotspots.h"
#include "catalog/microcells.h"
#include "catalog/operators.h"

namespace boresight::app {
namespace {

constexpr Examples all_examples{true, true, true, true}, no_examples{};

const Chosen& of(const std::array<Chosen, choice_kinds>& all, ChoiceKind kind) {
    return all[static_cast<std::size_t>(kind)];
}

bool lists(const Chosen& chosen, const std::string& name) {
    return std::any_of(chosen.among->begin(), chosen.among->end(),
                       [&name](const Choice& choice) { return choice.name == name; });
}

TEST(Choices, OfAMadeWorldAreTheFarmsAndSayThatTheyAreExamples) {
    const auto all = choices({}, all_examples);
    for (const Chosen& one : all) {
        EXPECT_TRUE(one.example);
        EXPECT_TRUE(lists(one, one.name)) << one.name << " isn't among those that can be chosen";
    }
    EXPECT_EQ(of(all, ChoiceKind::operated_by).name, "AT&T");
}

TEST(Choices, OfTheUserGoBeforeExamples) {
    Config config;
    config.hotspot = "netgear_mr1100_att";
    const auto all = choices(config, all_examples);
    EXPECT_FALSE(of(all, ChoiceKind::hotspot).example);
    EXPECT_EQ(of(all, ChoiceKind::hotspot).name, catalog::find_hotspot("netgear_mr1100_att")->name);
    EXPECT_TRUE(of(all, ChoiceKind::operated_by).example);
}

TEST(Choices, ExamplesOfTheFarmDontStandInAnotherCountry) {
    Config config;
    config.country = "DE";
    const auto all = choices(config, all_examples);
    EXPECT_TRUE(of(all, ChoiceKind::operated_by).name.empty());
    EXPECT_TRUE(of(all, ChoiceKind::hotspot).name.empty());
    EXPECT_TRUE(lists(of(all, ChoiceKind::operated_by), "Telekom"));
}

TEST(Choices, WithARadioNothingIsChosenUnasked) {
    const auto all = choices({}, no_examples);
    for (const Chosen& one : all) EXPECT_TRUE(one.name.empty());
    EXPECT_TRUE(of(all, ChoiceKind::operated_by).among->empty()) << "of which country?";
    EXPECT_EQ(of(all, ChoiceKind::hotspot).among->size(), catalog::hotspots().size());
    EXPECT_EQ(of(all, ChoiceKind::microcell).among->size(), catalog::microcells().size());
}

TEST(Choices, WhatIsChosenStandsInTheSettingsAsSetupHasIt) {
    Config config;
    choose(config, ChoiceKind::country, "United States");
    choose(config, ChoiceKind::operated_by, "Verizon");
    choose(config, ChoiceKind::hotspot, "Netgear Nighthawk M1, Europe");
    choose(config, ChoiceKind::microcell, "AT&T 3G MicroCell (Cisco DPH151-AT, DPH153-AT, DPH154)");
    EXPECT_EQ(config.country, "US");
    EXPECT_EQ(config.operator_name, "Verizon");
    EXPECT_NE(catalog::find_hotspot(config.hotspot), nullptr);
    EXPECT_NE(catalog::find_microcell(config.microcell), nullptr);
    choose(config, ChoiceKind::country, "Germany");
    EXPECT_TRUE(config.operator_name.empty()) << "Verizon has no network there";
    choose(config, ChoiceKind::hotspot, "");
    EXPECT_TRUE(config.hotspot.empty());
}

TEST(Choices, EveryNameOfEveryListIsFoundAgain) {
    Config config;
    config.country = "US";
    const auto all = choices(config, no_examples);
    for (const Choice& choice : *of(all, ChoiceKind::hotspot).among)
        EXPECT_NE(catalog::find_hotspot(choice.name), nullptr) << choice.name;
    for (const Choice& choice : *of(all, ChoiceKind::microcell).among)
        EXPECT_NE(catalog::find_microcell(choice.name), nullptr) << choice.name;
    for (const Choice& choice : *of(all, ChoiceKind::country).among)
        EXPECT_NE(catalog::find_country(choice.name), nullptr) << choice.name;
    const catalog::Country* us = catalog::find_country("US");
    for (const Choice& choice : *of(all, ChoiceKind::operated_by).among)
        EXPECT_FALSE(catalog::find_operators(choice.name, us).empty()) << choice.name;
}

}  // namespace
}  // namespace boresight::app
