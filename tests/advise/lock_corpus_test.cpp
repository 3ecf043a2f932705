// SPDX-License-Identifier: GPL-3.0-or-later
// Every worked example of the families of high confidence, as the shared description of them has it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

#include <regex>

#include "advise/lock.h"
#include "tests/recordings.h"

namespace boresight::advise {
namespace {

using catalog::Commands;

constexpr int fewest_examples = 44, fewest_refusals = 4;  // of the description as of November 2026

std::vector<int> integers(const toml::table& table, const char* key) {
    std::vector<int> all;
    if (const auto* list = table[key].as_array())
        for (const auto& each : *list) all.push_back(static_cast<int>(each.value_or(0)));
    return all;
}

// What an example says of a request to a web page in short: "POST /path: Name=value ..." or "goformId=X name=value".
std::vector<std::string> short_form(const std::string& example) {
    std::vector<std::string> pairs;
    std::istringstream words(example);
    for (std::string word; words >> word;)
        if (word.find('=') != std::string::npos) pairs.push_back(word);
    return pairs;
}

// One line of ours against one of the example's: blanks that only a query fills stand for any value.
bool same_line(const std::string& ours, const std::string& example) {
    if (ours == example) return true;
    std::string pattern;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        const std::size_t end = ours[i] == '<' ? ours.find('>', i) : std::string::npos;
        if (end != std::string::npos && ours.substr(i + 1, 5) == "saved") {
            pattern += "[^,\"]+";
            i = end;
            continue;
        }
        if (std::string_view(".^$|()[]{}*+?\\").find(ours[i]) != std::string_view::npos) pattern += '\\';
        pattern += ours[i];
    }
    return std::regex_match(example, std::regex(pattern));
}

bool same_request(const std::string& ours, const std::string& example) {
    const auto pairs = short_form(example);
    return !pairs.empty() && std::all_of(pairs.begin(), pairs.end(), [&](const std::string& pair) {
        const auto at = pair.find('=');
        const std::string name = pair.substr(0, at), value = pair.substr(at + 1);
        const std::string element = fmt::format("<{}>{}</{}>", name, value, name);
        return ours.find(element) != std::string::npos || (ours + '&').find(pair + '&') != std::string::npos;
    });
}

bool same(const Commands& ours, const Commands& example, const std::string& transport) {
    if (transport == "http")
        return ours.size() == 1 && example.size() == 1 && same_request(ours.front(), example.front());
    return std::equal(ours.begin(), ours.end(), example.begin(), example.end(), same_line);
}

// 5G has two lists, of which an example may name one.
bool among(const Commands& ours, const Commands& example) {
    return std::all_of(example.begin(), example.end(), [&](const std::string& line) {
        return std::find(ours.begin(), ours.end(), line) != ours.end();
    });
}

// An example doesn't say whether other technologies stay on, nor which of several ways to a cell it is.
std::vector<Commands> answers(const catalog::LockFamily& family, const toml::table& example) {
    LockWish wish{.bands = integers(example, "bands"),
                  .nr_bands = integers(example, "nr_bands"),
                  .technology = {},
                  .earfcn = {},
                  .pci = {},
                  .cell_lock = {},
                  .blanks = {}};
    std::vector<Commands> all;
    if (const auto* cell = example["cell"].as_table()) {
        wish.earfcn = (*cell)["earfcn"].value_or(0);
        wish.pci = (*cell)["pci"].value_or(0);
        for (const catalog::CellLock& way : family.cells) {
            wish.cell_lock = way.id;
            const Lock found = lock(family, wish);
            if (found.cell) all.push_back(found.cell->steps.lock);
        }
        return all;
    }
    const std::string rat = example["rat"].value_or(std::string());
    for (const Technology technology : {Technology::any, Technology::lte_only, Technology::umts_only}) {
        if (rat == "lte_only" && technology != Technology::lte_only) continue;
        if (rat == "umts_only" && technology != Technology::umts_only) continue;
        wish.technology = technology;
        const Lock found = lock(family, wish);
        if (found.steps) all.push_back(found.steps->lock);
    }
    return all;
}

TEST(SharedLockExamples, OfFamiliesOfHighConfidenceAreAllMet) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto file = tests::shared_folder() / "domain" / "band_lock.toml";
    const toml::table all = toml::parse_file(file.string());
    int examples = 0, refusals = 0;
    for (const auto& node : *all["family"].as_array()) {
        const toml::table& shared = *node.as_table();
        if (shared["confidence"].value_or(std::string()) != "high" || !shared.contains("example")) continue;
        const std::string id = shared["id"].value_or(std::string());
        const catalog::LockFamily* family = catalog::find_lock_family(id);
        ASSERT_NE(family, nullptr) << id;
        for (const auto& each : *shared["example"].as_array()) {
            const toml::table& example = *each.as_table();
            const auto found = answers(*family, example);
            ++examples;
            if (example["refused"].value_or(false)) {
                ++refusals;
                EXPECT_TRUE(found.empty()) << id;
                LockWish wish;
                wish.bands = integers(example, "bands");
                ASSERT_FALSE(wish.bands.empty()) << id;
                EXPECT_THAT(lock(*family, wish).why_not, testing::HasSubstr("can't be written")) << id;
                continue;
            }
            Commands wanted;
            for (const auto& line : *example["command"].as_array()) wanted.push_back(line.value_or(std::string()));
            ASSERT_FALSE(wanted.empty()) << id;
            const bool one_of_two = example.contains("nr_bands") && !example.contains("bands");
            const bool met = std::any_of(found.begin(), found.end(), [&](const Commands& ours) {
                return one_of_two ? among(ours, wanted)
                                  : same(ours, wanted, shared["transport"].value_or(std::string()));
            });
            EXPECT_TRUE(met) << id << ": " << testing::PrintToString(wanted)
                             << "\nours: " << testing::PrintToString(found);
        }
    }
    EXPECT_GE(examples, fewest_examples);
    EXPECT_GE(refusals, fewest_refusals);
    RecordProperty("examples", examples);
}

}  // namespace
}  // namespace boresight::advise
