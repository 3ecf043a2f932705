// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/operators.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "catalog/bands.h"
#include "catalog/countries.h"

namespace boresight::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Country& country(const char* text) {
    const Country* found = find_country(text);
    if (!found) throw std::runtime_error(std::string("no country ") + text);
    return *found;
}

TEST(Plmn, IsReadInTheWaysItIsWritten) {
    for (const char* text : {"310-410", "310410", "310 410"}) EXPECT_EQ(parse_plmn(text), (Plmn{"310", "410"})) << text;
    for (const char* text : {"286-01", "28601"}) EXPECT_EQ(parse_plmn(text), (Plmn{"286", "01"})) << text;
    for (const char* text : {"", "310", "310-4", "310-4100", "31O-410", "310-4a0", "-310410", "AT&T", "3104101"})
        EXPECT_EQ(parse_plmn(text), std::nullopt) << text;
}

TEST(OperatorName, IsKnownByCodeAndElseIsTheCode) {
    EXPECT_EQ(operator_name("310", "410"), "AT&T");
    EXPECT_EQ(operator_name("286", "01"), "Turkcell");
    EXPECT_EQ(operator_name("202", "05"), "Vodafone");
    EXPECT_EQ(operator_name("286", "99"), std::nullopt);
    EXPECT_EQ(operator_words("286", "99"), "286-99");
    EXPECT_EQ(operator_name("310410"), "AT&T");
    EXPECT_EQ(operator_name("286-99"), std::nullopt);
    EXPECT_EQ(operator_name("AT&T"), std::nullopt) << "it is no code";
    EXPECT_EQ(operator_words("28699"), "286-99");
    EXPECT_EQ(operator_words("AT&T"), "");
}

TEST(OperatorName, TwoAndThreeDigitsAreDifferentNetworks) {
    EXPECT_EQ(operator_name("286", "001"), std::nullopt);
    EXPECT_EQ(operator_name("310", "41"), std::nullopt);
}

TEST(OperatorName, TheNetworkGoesBeforeItsResellers) {
    EXPECT_EQ(operator_name("310", "260"), "T-Mobile");
    EXPECT_EQ(operator_name("505", "01"), "Telstra");
    EXPECT_EQ(operator_name("313", "100"), "FirstNet");
}

TEST(Operators, AreTheBrandsOfACountryWithWhatIsOnTheAir) {
    const auto us = operators_of(country("US"));
    const auto found = std::find_if(us.begin(), us.end(), [](const Operator& o) { return o.brand == "T-Mobile"; });
    ASSERT_NE(found, us.end());
    EXPECT_EQ(found->plmns.front(), (Plmn{"310", "260"}));
    // Bands of the former Sprint stand under its codes, which are off the air.
    EXPECT_THAT(found->lte_bands, ElementsAre(2, 4, 5, 12, 41, 66, 71));
    EXPECT_EQ(found->third_generation.state, ThirdGeneration::off);
}

TEST(Operators, AreFoundByNameCodeAndBeginning) {
    const auto only = [](const std::vector<Operator>& found) {
        return found.size() == 1 ? found.front().brand : "none or several";
    };
    EXPECT_EQ(only(find_operators("at&t", &country("US"))), "AT&T");
    EXPECT_EQ(only(find_operators("ATT", &country("US"))), "AT&T");
    EXPECT_EQ(only(find_operators("310-280")), "AT&T");
    EXPECT_EQ(only(find_operators("tmobile", &country("US"))), "T-Mobile");
    EXPECT_EQ(only(find_operators("dish")), "Dish / Boost Mobile");
    EXPECT_EQ(only(find_operators("EchoStar")), "Dish / Boost Mobile");
    EXPECT_GT(find_operators("Vodafone").size(), 3U);
    EXPECT_EQ(only(find_operators("Vodafone", &country("DE"))), "Vodafone");
    EXPECT_THAT(find_operators("Nobody"), IsEmpty());
    EXPECT_THAT(find_operators(""), IsEmpty());
}

TEST(Countries, AreFoundByCodeNameAndMcc) {
    for (const char* text : {"US", "us", "United States", "USA", "310", "316"})
        EXPECT_EQ(country(text).iso, "US") << text;
    for (const char* text : {"GB", "UK", "united kingdom", "234"}) EXPECT_EQ(country(text).iso, "GB") << text;
    EXPECT_EQ(find_country("XX"), nullptr);
    EXPECT_EQ(find_country(""), nullptr);
    EXPECT_EQ(find_country("999"), nullptr);
    std::vector<std::string> iso;
    for (const Country* found : countries_of_mcc("310")) iso.push_back(found->iso);
    EXPECT_THAT(iso, ElementsAre("US", "GU", "MP"));
}

TEST(Countries, WithoutARowOfTheirOwnHaveTheDefaultOfTheirRegion) {
    EXPECT_FALSE(country_bands(country("US")).is_default());
    EXPECT_EQ(country_bands(country("PR")).plan, "US");
    EXPECT_EQ(bands_sure(country("US")), "high");
    EXPECT_EQ(bands_sure(country("PR")), "low");
    EXPECT_EQ(country_bands(country("SK")).plan, "*1");
    EXPECT_EQ(country_bands(country("BO")).plan, "*2");
    EXPECT_EQ(country_bands(country("LK")).plan, "*3");
    EXPECT_EQ(country_bands(country("IQ")).plan, "*1");
    EXPECT_EQ(country_bands(country("GL")).plan, "*2");
    EXPECT_EQ(country_bands(country("US")).lte_bands.front(), 12);
}

TEST(Countries, TellWhatBecameOf3g) {
    EXPECT_EQ(country_bands(country("US")).third_generation.state, ThirdGeneration::off);
    EXPECT_EQ(country_bands(country("MX")).third_generation.state, ThirdGeneration::on);
    EXPECT_EQ(country_bands(country("GB")).third_generation.state, ThirdGeneration::closing);
    EXPECT_EQ(country_bands(country("SK")).third_generation.state, ThirdGeneration::unknown);
}

// The tables lean on each other: whatever one names is in the other.
TEST(Tables, OfCountriesAndNetworksNameOnlyBandsAndCountriesThatExist) {
    std::set<std::string> iso;
    const auto expect_bands = [](Rat rat, const std::vector<int>& numbers, const std::string& of) {
        for (const int number : numbers)
            EXPECT_NE(find_band(rat, number), nullptr) << of << " " << rat_name(rat) << number;
    };
    for (const Country& each : countries()) {
        EXPECT_TRUE(iso.insert(each.iso).second) << each.iso;
        const Country* regulator = find_country(each.plan);
        EXPECT_TRUE(each.plan.starts_with('*') || (regulator && regulator->iso == each.plan)) << each.plan;
        const CountryBands& bands = country_bands(each);
        expect_bands(Rat::lte, bands.lte_bands, each.iso);
        expect_bands(Rat::nr, bands.nr_bands, each.iso);
        expect_bands(Rat::umts, bands.umts_bands, each.iso);
        EXPECT_FALSE(bands.lte_bands.empty()) << each.iso;
    }
    std::set<std::string> codes;
    for (const Network& network : networks()) {
        const std::string code = network.plmn.text();
        EXPECT_TRUE(codes.insert(code).second) << code;
        EXPECT_TRUE(iso.count(network.iso) == 1 || network.role == NetworkRole::test) << code << " in " << network.iso;
        expect_bands(Rat::lte, network.lte_bands, code);
        expect_bands(Rat::nr, network.nr_bands, code);
        expect_bands(Rat::umts, network.umts_bands, code);
        EXPECT_EQ(operator_name(network.plmn.mcc, network.plmn.mnc), network.brand);
    }
}

TEST(Tables, NameUmtsBandsExactlyWhereUmtsIsOn) {
    const auto check = [](const ThirdGenerationState& is, const std::vector<int>& umts_bands, const std::string& of) {
        const bool gone = is.state == ThirdGeneration::off || is.state == ThirdGeneration::never;
        EXPECT_TRUE(umts_bands.empty() || !gone) << of;
        EXPECT_TRUE(!umts_bands.empty() || is.state != ThirdGeneration::on) << of;
    };
    for (const Network& network : networks()) check(network.third_generation, network.umts_bands, network.plmn.text());
    for (const Country& each : countries()) {
        check(country_bands(each).third_generation, country_bands(each).umts_bands, each.iso);
    }
}

}  // namespace
}  // namespace boresight::catalog
