// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "catalog/bands.h"
#include "catalog/countries.h"
#include "catalog/radios.h"
#include "cli/table.h"
#include "typed.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Outcome bands(std::vector<std::string> words) {
    words.insert(words.begin(), "bands");
    return type(words);
}

json bands_object(std::vector<std::string> words) {
    words.insert(words.end(), {"--format", "json"});
    return json::parse(bands(words).out);
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// The first words of the lines of tables: band labels among them.
std::multiset<std::string> first_words(const std::string& text) {
    std::multiset<std::string> words;
    for (const std::string& line : lines_of(text)) {
        std::istringstream in(line);
        std::string word;
        if (line.starts_with("  ") && in >> word) words.insert(word);
    }
    return words;
}

TEST(Bands, SaysWhatARadioHearsAndWhatItCannot) {
    const Outcome outcome = bands({"--country", "US", "--radio", "rtlsdr"});
    EXPECT_EQ(outcome.code, ExitCode::done);
    EXPECT_EQ(outcome.err, "");
    const std::size_t deaf = outcome.out.find("LTE (4G) it can't hear");
    ASSERT_NE(deaf, std::string::npos);
    EXPECT_THAT(outcome.out.substr(0, deaf), AllOf(HasSubstr("\n  12    729-746 MHz"), HasSubstr("AT&T")));
    EXPECT_THAT(outcome.out.substr(deaf), AllOf(HasSubstr("1930-1990 MHz"), HasSubstr("radio ends at 1766 MHz")));
    EXPECT_THAT(outcome.out, HasSubstr("3G: off (last national operator 2022-12-31"));
}

TEST(Bands, SaysWhichPartOfABandARadioHears) {
    const Outcome outcome = bands({"--country", "GB", "--radio", "limesdr mini"});
    EXPECT_THAT(outcome.out, HasSubstr("NR (5G) it hears in part"));
    EXPECT_THAT(outcome.out, HasSubstr("3300-3500 MHz  radio ends at 3500 MHz"));
}

// All countries: no band of the object is missing in the text, and none of the country's in the object.
TEST(Bands, LeavesNoBandOutInAnyCountry) {
    for (const catalog::Country& country : catalog::countries()) {
        const json object = bands_object({"--country", country.iso, "--radio", "rtlsdr"});
        const std::string text = bands({"--country", country.iso, "--radio", "rtlsdr"}).out;
        std::multiset<std::string> labels;
        std::set<std::string> of_lte;
        for (const json& band : object["bands"]) {
            labels.insert(band["label"]);
            if (band["rat"] == "lte") of_lte.insert(band["label"]);
        }
        for (const int number : catalog::country_bands(country).lte_bands)
            EXPECT_EQ(of_lte.count(std::to_string(number)), 1U) << country.iso << " " << number;
        const auto shown = first_words(text);
        for (const std::string& label : labels)
            EXPECT_EQ(shown.count(label), labels.count(label)) << country.iso << label;
    }
}

TEST(Bands, StaysOnThePageWithEveryRadioAndCountry) {
    const auto expect_narrow = [](const std::vector<std::string>& words) {
        for (const std::string& line : lines_of(bands(words).out)) EXPECT_LE(display_width(line), page_width) << line;
    };
    for (const catalog::Country& country : catalog::countries()) expect_narrow({"--country", country.iso});
    for (const catalog::Radio& radio : catalog::radios()) {
        expect_narrow({"--radio", radio.name});
        expect_narrow({"--radio", radio.name, "--country", "US"});
        expect_narrow({"--radio", radio.name, "--country", "PR"});
    }
    expect_narrow({"--countries"});
}

TEST(Bands, WithoutACountryListsAllThereAreAndSaysHowToChoose) {
    const Outcome outcome = bands({});
    const auto shown = first_words(outcome.out);
    std::map<std::string, std::size_t> labels;
    for (const auto rat : {catalog::Rat::lte, catalog::Rat::umts, catalog::Rat::nr, catalog::Rat::gsm})
        for (const catalog::Band& band : catalog::bands(rat)) ++labels[band.label];
    for (const auto& [label, count] : labels) EXPECT_EQ(shown.count(label), count) << label;
    EXPECT_THAT(outcome.out, HasSubstr("Next: boresight bands --country US"));
    EXPECT_THAT(bands({"--countries"}).out, AllOf(HasSubstr("US    United States"), HasSubstr("SK Slovakia")));
}

TEST(Bands, ShowsOneOperatorByNameOrCode) {
    for (const char* name : {"AT&T", "att", "310-410"}) {
        const Outcome outcome = bands({"--country", "US", "--operator", name});
        EXPECT_EQ(outcome.code, ExitCode::done);
        EXPECT_THAT(outcome.out, AllOf(HasSubstr("AT&T in United States (310-410"), Not(HasSubstr("\n  71 "))));
        EXPECT_THAT(outcome.out, HasSubstr("3G: UMTS off 2022-02-22."));
    }
    EXPECT_EQ(bands_object({"--operator", "310-410"})["country"]["iso"], "US");
}

TEST(Bands, NamesEveryBandAndChannelOfAFrequency) {
    const json object = bands_object({"--frequency", "739M"});
    EXPECT_EQ(object["frequency_hz"], 739000000);
    std::vector<std::pair<int, int>> lte;
    for (const json& band : object["bands"])
        if (band["rat"] == "lte") lte.emplace_back(band["band"], band["channel"]);
    EXPECT_THAT(lte, ElementsAre(std::pair(12, 5110), std::pair(17, 5780), std::pair(44, 45950), std::pair(67, 67346),
                                 std::pair(85, 70476)));
    EXPECT_THAT(bands({"--frequency", "739.05M"}).out, HasSubstr("between channels"));
}

TEST(Bands, AFrequencyWithoutTowersIsAnAnswerOfNo) {
    const Outcome outcome = bands({"--frequency", "1000M"});
    EXPECT_EQ(outcome.code, ExitCode::answer_is_no);
    EXPECT_THAT(outcome.out, HasSubstr("No band has towers on this frequency."));
    EXPECT_EQ(outcome.err, "");
}

TEST(Bands, ShowsABandThatIsNotOnTheAirThereAndSaysSo) {
    const Outcome outcome = bands({"--band", "20", "--country", "US"});
    EXPECT_EQ(outcome.code, ExitCode::done);
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("791-821 MHz"), HasSubstr("not on the air there")));
    EXPECT_EQ(bands_object({"--band", "20", "--country", "US"})["bands"][0]["on_air"], false);
}

TEST(Bands, TheObjectSaysUnknownWithNullAndKeepsToWholeHertz) {
    const json object = bands_object({"--band", "12"});
    EXPECT_EQ(object["boresight"], "0.1.0");
    EXPECT_EQ(object["command"], "bands");
    for (const char* name : {"country", "radio", "operator", "frequency_hz", "third_generation"})
        EXPECT_TRUE(object.at(name).is_null()) << name;
    const json& band = object["bands"][0];
    EXPECT_EQ(band["downlink_hz"].dump(), "[729000000,746000000]");
    EXPECT_EQ(band["uplink_hz"].dump(), "[699000000,716000000]");
    for (const char* name : {"on_air", "heard", "heard_hz", "why_not", "channel"})
        EXPECT_TRUE(band.at(name).is_null()) << name;
    const json deaf = bands_object({"--band", "2", "--radio", "rtlsdr"})["bands"][0];
    EXPECT_EQ(deaf["heard"], "none");
    EXPECT_EQ(deaf["why_not"], "radio ends at 1766 MHz");
    EXPECT_EQ(deaf["heard_hz"], json::array());
}

struct WrongWords {
    std::vector<std::string> words;
    std::string said;
};

TEST(Bands, AnythingUnknownIsNamedWithWhatWasMeant) {
    const std::vector<WrongWords> wrong{
        {{"--country", "Germny"}, "Did you mean --country Germany?"},
        {{"--country", ""}, "no country \"\" is known"},
        {{"--radio", ""}, "no radio \"\" is known"},
        {{"--country", "XX"}, "\"boresight bands --countries\" lists them"},
        {{"--radio", "rtlsrd"}, "Did you mean --radio rtlsdr?"},
        {{"--radio", "hakrf one"}, "Did you mean --radio \"HackRF One\"?"},
        {{"--operator", "verizn"}, "Did you mean --operator Verizon?"},
        {{"--operator", "Vodafone"}, "Name the country too, such as --country GB"},
        {{"--operator", "Telekom", "--country", "US"}, "Did you mean --country DE?"},
        {{"--operator", "Orange", "--country", "SK"}, "the bands of Orange aren't known here"},
        {{"--operator", "999-99"}, "a code such as 310-410"},
        {{"--band", "15"}, "expected one of 1-14, 17-54"},
        {{"--band", "n15"}, "Bands of LTE are numbers alone"},
        {{"--band", "x"}, "a number such as 12 (LTE) or n71 (5G)"},
        {{"--frequency", "739"}, "For 739 MHz write --frequency 739M"},
        {{"--frequency", "739000"}, "For 739 MHz write --frequency 739M"},
    };
    for (const auto& [words, said] : wrong) {
        const Outcome outcome = bands(words);
        EXPECT_EQ(outcome.code, ExitCode::bad_input) << words[1];
        EXPECT_EQ(outcome.out, "") << words[1];
        EXPECT_THAT(outcome.err, AllOf(HasSubstr(words[0] + ": "), HasSubstr(said))) << words[1];
    }
}

}  // namespace
}  // namespace boresight::cli
